// Saves a list as a file of comma-separated values.

import { html, useEffect, useRef, useState } from "./view.js";
import { csv } from "../api.js";
import { Icon } from "./icon.js";
import { say } from "./toast.js";
import { counted, number } from "./time.js";

/** @param {{path: string, query: object, name: string}} properties `name`: the file's beginning */
export function Export({ path, query, name }) {
  const [lines, setLines] = useState(null);
  const abort = useRef(null);
  useEffect(() => () => abort.current?.abort(), []);
  const start = async () => {
    const mine = new AbortController();
    abort.current = mine;
    setLines(0);
    try {
      const blob = await csv(path, query, { signal: mine.signal, told: setLines });
      save(blob, `badgebridge-${name}-${new Date().toISOString().slice(0, 10)}.csv`);
      say("The file is in your downloads.");
    } catch (error) {
      if (!mine.signal.aborted) {
        say(`${error.message} ${error.detail ?? ""}`, { tone: "bad" });
      }
    }
    setLines(null);
  };
  if (lines === null) {
    return html`
      <button type="button" onClick=${start}>
        <${Icon} name="download" />
        Export CSV
      </button>
    `;
  }
  return html`
    <button type="button" data-busy="true" onClick=${() => abort.current.abort()}>
      ${lines === 0 ? "Exporting" : number(lines)}
      <span class="hidden">${" "}${counted(lines, "line")} so far.</span>
      · Stop
    </button>
  `;
}

/** Lets people keep a file. */
export function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
