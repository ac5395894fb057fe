// The little Markdown that presets write their how-to in: paragraphs, numbered lists, code blocks,
// links, emphasis and code. Everything else stays as it is written; nothing becomes HTML. Links lead
// outside, or to one of the console's own downloads.

import { html } from "./view.js";
import { Outside } from "./page.js";

const INLINE =
  /\[([^\]]+)\]\((https?:\/\/[^)\s]+|\/console\/downloads\/[\w.-]+)\)|`([^`]+)`|\*([^*]+)\*/g;
const ITEM = /^\d+\.\s+/;
const FENCE = "```";

/** @param {{text: string}} properties */
export function Markdown({ text }) {
  return html`
    <div class="prose">${blocks(text.split("\n")).map(drawn)}</div>
  `;
}

function drawn({ kind, lines }) {
  switch (kind) {
    case "code":
      return html`
        <pre tabindex="0"><code>${lines.join("\n")}</code></pre>
      `;
    case "list":
      return html`
        <ol>
          ${lines.map(
            (line) => html`
              <li>${inline(line.replace(ITEM, ""))}</li>
            `,
          )}
        </ol>
      `;
    default:
      return html`
        <p>${inline(lines.join(" "))}</p>
      `;
  }
}

/** Lines that belong together, in order. */
function blocks(lines) {
  const all = [];
  let open = null;
  const add = (kind, line) => {
    if (open?.kind !== kind) {
      open = { kind, lines: [] };
      all.push(open);
    }
    open.lines.push(line);
  };
  let coded = false;
  for (const line of lines) {
    if (line.startsWith(FENCE)) {
      coded = !coded;
      open = null;
    } else if (coded) {
      add("code", line);
    } else if (line.trim() === "") {
      open = null;
    } else {
      add(ITEM.test(line) ? "list" : "text", line);
    }
  }
  return all;
}

function inline(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(INLINE)) {
    parts.push(text.slice(at, found.index));
    const [whole, words, address, code, emphasis] = found;
    if (address?.startsWith("/")) {
      parts.push(html`
        <a href=${address} download>${words}</a>
      `);
    } else if (address) {
      parts.push(html`
        <${Outside} href=${address}>${words}<//>
      `);
    } else if (code) {
      parts.push(html`
        <code>${code}</code>
      `);
    } else {
      parts.push(html`
        <em>${emphasis}</em>
      `);
    }
    at = found.index + whole.length;
  }
  parts.push(text.slice(at));
  return parts;
}
