// Lists that are read as a whole, because people search them by what the API does not know them by.

import { html, useEffect, useRef, useState } from "./view.js";
import { get } from "../api.js";
import { Rows } from "./list.js";
import { useResource } from "./poll.js";
import { correct, here } from "./route.js";
import { counted, number } from "./time.js";

const A_PAGE = 200;
const MOST_PAGES = 25;
const SHOWN_AT_ONCE = 100;
const TYPING_MS = 200;

/**
 * All pages of a list; `data.more` when there are so many that reading stopped.
 * @param {string | null} path null: nothing yet
 * @param {{query?: object, every?: number, pages?: number}} options `pages`: how many are read
 */
export function useWhole(path, { query, every, pages = MOST_PAGES } = {}) {
  const read = (url, { signal }) => whole(url, signal, pages);
  return useResource(path, { query: { ...query, limit: A_PAGE }, every, read });
}

async function whole(url, signal, most) {
  const all = [];
  let next = null;
  for (let page = 1; page === 1 || (next && page <= most); page += 1) {
    const cursor = next ? `&cursor=${encodeURIComponent(next)}` : "";
    const answer = await get(url + cursor, { signal });
    all.push(...answer.items);
    next = answer.next;
  }
  return { items: all, more: next !== null };
}

/**
 * The first of many rows, and how many there are.
 * @param {{items: any[], of: number, one: string, many?: string, more?: boolean, label: string,
 *     columns: any[]}} properties `of`: how many there are without a filter; `one` of them; `more`:
 *     `of` is not all
 */
export function WholeRows({ items, of, one, many, more = false, ...rows }) {
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const all = counted(of, one, { more, many });
  return html`
    <${Rows} items=${items.slice(0, most)} ...${rows} />
    <div class="more">
      <span class="muted" role="status">
        ${items.length < of || more ? `${number(items.length)} of ${all}` : `${all}, that is all.`}
      </span>
      ${
        items.length > most &&
        html`
          <button type="button" onClick=${() => setMost(most + SHOWN_AT_ONCE)}>Show more</button>
        `
      }
    </div>
  `;
}

/**
 * Narrows a list down while people type. It is `q` in the address, where it makes no step for Back.
 * @param {{at: string[], query: Record<string, string>, label: string}} properties
 */
export function Search({ at, query, label }) {
  const asked = query.q ?? "";
  const [text, setText] = useState(asked);
  const told = useRef(asked);
  useEffect(() => {
    // Not by us: a filter was cleared, or Back was pressed.
    if (asked !== told.current) {
      told.current = asked;
      setText(asked);
    }
  }, [asked]);
  useEffect(() => {
    const sought = text.trim();
    const timer = setTimeout(() => {
      if (sought !== told.current) {
        told.current = sought;
        correct(at, { ...here().query, q: sought });
      }
    }, TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return html`
    <input
      type="search"
      class="search"
      aria-label=${label}
      placeholder=${label}
      autocomplete="off"
      value=${text}
      onInput=${(event) => setText(event.target.value)}
    />
  `;
}
