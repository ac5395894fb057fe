import { html, useEffect, useState } from "./view.js";
import { Icon } from "./icon.js";
import { say } from "./toast.js";

const DONE_MS = 2_000;

/**
 * Copies `text`.
 * @param {{text: string, what: string, short?: boolean}} properties `what` it is, such as "claim
 *     link"; `short`: the icon alone is seen
 */
export function Copy({ text, what, short = false }) {
  const [done, setDone] = useState(false);
  useEffect(() => {
    const timer = done && setTimeout(() => setDone(false), DONE_MS);
    return () => clearTimeout(timer);
  }, [done]);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setDone(true);
    } catch {
      say(`The browser does not let us copy. Select the ${what} and copy it yourself.`, {
        tone: "bad",
      });
    }
  };
  return html`
    <button type="button" class=${short ? "icon-button" : ""} onClick=${copy}>
      <${Icon} name=${done ? "check" : "copy"} />
      <span class=${short ? "hidden" : ""} aria-live="polite">
        ${done ? "Copied" : `Copy ${what}`}
      </span>
    </button>
  `;
}

/** An id or address that people copy rather than read. */
export function Code({ text, what }) {
  return html`
    <span class="code">
      <code>${text}</code>
      <${Copy} text=${text} what=${what} short />
    </span>
  `;
}
