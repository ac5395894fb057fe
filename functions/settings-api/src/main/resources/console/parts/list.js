// Lists: page after page, kept fresh, as a table where there is room and as cards where there is
// not.

import { html, useEffect, useRef, useState } from "./view.js";
import { get, queryString } from "../api.js";
import { Empty, Failed, Loading, Stale } from "./notice.js";
import { usePolling } from "./poll.js";
import { counted, day } from "./time.js";

const EVERY_MS = 15_000;

// A page may be short while more follows: so many pages are read without asking, until there is
// something to see.
const MOST_PAGES_AT_ONCE = 12;
const ENOUGH = 10;

// What was seen, by address, so that Back shows it at once and can scroll to where people were.
const remembered = new Map();
const MOST_REMEMBERED = 20;

const NOTHING = { items: [], next: null, ready: false };
const IDLE = { busy: false, error: null, pages: 0 };

/**
 * @param {string | null} path of the list in the API; null: nothing yet
 * @param {object} query what it is narrowed down to
 * @param {{every?: number, idOf?: (item: any) => string, timeOf?: (item: any) => string}} options
 * @returns the list's items, and what [List] needs to show it
 */
export function useList(
  path,
  query = {},
  { every = EVERY_MS, idOf = (item) => item.id, timeOf = (item) => item.created_at } = {},
) {
  const url = path && path + queryString(query);
  const [state, setState] = useState(() => ({ ...(remembered.get(url) ?? NOTHING), url }));
  const [doing, setDoing] = useState({ url, ...IDLE });
  const [fresh, setFresh] = useState(null);
  const [round, setRound] = useState(0);
  const current = useRef(null);
  const seen = state.url === url ? state : { ...(remembered.get(url) ?? NOTHING), url };
  current.current = seen;
  const work = doing.url === url ? doing : IDLE;
  // Only what changes of this list: an answer may come when people have gone on to another.
  const setWork = (change) =>
    setDoing((was) => ({ ...(was.url === url ? was : IDLE), ...change, url }));

  const keep = (next) => {
    current.current = next;
    remember(next);
    setState(next);
  };

  usePolling(
    async (signal) => {
      if (!url) {
        return;
      }
      try {
        const page = await get(withCursor(url, null), { signal });
        if (signal.aborted) {
          return;
        }
        setWork({ error: null });
        const was = current.current;
        if (!was.ready) {
          keep({ url, items: page.items, next: page.next, ready: true, further: false });
          if (page.next && page.items.length < ENOUGH) {
            await more(signal, page.items.length);
          }
        } else if (brings(was, page, idOf) && !atTop()) {
          keep({ ...was, items: updated(was.items, page.items, idOf) });
          setFresh({ url, page });
        } else {
          keep({ ...was, ...merged(was, page, idOf) });
          setFresh(null);
        }
      } catch (error) {
        if (!signal.aborted) {
          setWork({ error });
        }
        throw error;
      }
    },
    every,
    [url, round],
  );

  const working = useRef(null);
  useEffect(() => () => working.current?.abort(), [url]);

  /** Reads on, over short pages too, until there is something new to see. */
  const more = async (outer, already = 0) => {
    working.current?.abort();
    const abort = new AbortController();
    working.current = abort;
    const signal = outer ? AbortSignal.any([abort.signal, outer]) : abort.signal;
    let found = already;
    setWork({ busy: true, error: null, pages: 0 });
    try {
      for (let pages = 1; pages <= MOST_PAGES_AT_ONCE; pages += 1) {
        const was = current.current;
        if (!was.next || found >= ENOUGH) {
          break;
        }
        const page = await get(withCursor(url, was.next), { signal });
        if (signal.aborted) {
          return;
        }
        found += page.items.length;
        const known = new Set(was.items.map(idOf));
        const items = [...was.items, ...page.items.filter((item) => !known.has(idOf(item)))];
        keep({ ...was, items, next: page.next, further: true });
        setWork({ pages });
      }
    } catch (error) {
      if (!signal.aborted) {
        setWork({ busy: false, error });
      }
      return;
    } finally {
      if (working.current === abort) {
        working.current = null;
      }
    }
    setWork({ busy: false });
  };

  return {
    url,
    items: seen.items,
    next: seen.next,
    ready: seen.ready,
    busy: work.busy,
    error: work.error,
    pages: work.pages,
    back: seen.further && seen.items.length > 0 ? timeOf(seen.items.at(-1)) : null,
    fresh: fresh?.url === url,
    more: () => more(),
    stop: () => {
      working.current?.abort();
      setWork({ busy: false });
    },
    showFresh: () => {
      const was = current.current;
      keep({ ...was, ...merged(was, fresh.page, idOf) });
      setFresh(null);
      scrollTo({ top: 0 });
    },
    refresh: () => setRound((n) => n + 1),
    /** Puts what an action answered in its place. */
    put: (item) =>
      keep({ ...current.current, items: updated(current.current.items, [item], idOf) }),
    idOf,
  };
}

function withCursor(url, cursor) {
  return cursor
    ? `${url}${url.includes("?") ? "&" : "?"}cursor=${encodeURIComponent(cursor)}`
    : url;
}

function brings(was, page, idOf) {
  const known = new Set(was.items.map(idOf));
  return page.items.some((item) => !known.has(idOf(item)));
}

/**
 * The list with its first page as it is now. What left the list is dropped as far as the page
 * reaches; when it reaches to nothing that was known, there may be more between: it begins anew.
 */
function merged(was, page, idOf) {
  const ids = page.items.map(idOf);
  const known = was.items.some((item) => ids.includes(idOf(item)));
  if (!page.next || (page.items.length > 0 && was.items.length > 0 && !known)) {
    return { items: page.items, next: page.next, further: false };
  }
  const reach = was.items.findIndex((item) => idOf(item) === ids.at(-1));
  const rest = was.items.slice(reach + 1).filter((item) => !ids.includes(idOf(item)));
  return { items: [...page.items, ...rest], next: was.further ? was.next : page.next };
}

function updated(items, newer, idOf) {
  const byId = new Map(newer.map((item) => [idOf(item), item]));
  return items.map((item) => byId.get(idOf(item)) ?? item);
}

function atTop() {
  return scrollY < 120;
}

function remember(state) {
  remembered.delete(state.url);
  remembered.set(state.url, state);
  if (remembered.size > MOST_REMEMBERED) {
    remembered.delete(remembered.keys().next().value);
  }
}

/**
 * @typedef {object} Column
 * @property {string} label
 * @property {(item: any) => any} cell
 * @property {"main" | "name" | "number" | "end"} [kind] main: the card's first line
 */

/**
 * @param {object} properties
 * @param {ReturnType<typeof useList>} properties.list
 * @param {string} properties.label what it is a list of
 * @param {Column[]} properties.columns
 * @param {any} properties.empty shown when there is nothing
 * @param {ReturnType<typeof useSelection>} [properties.selection] lets people pick items
 * @param {(item: any) => string} [properties.nameOf] of an item, for its checkbox
 */
export function List({ list, label, columns, empty, selection, nameOf = (item) => item.id }) {
  if (!list.ready) {
    return list.error
      ? html`
          <${Failed} error=${list.error} retry=${list.refresh} />
        `
      : html`
          <${Loading} lines=${8} />
        `;
  }
  return html`
    ${
      list.error &&
      !list.busy &&
      html`
        <${Stale} error=${list.error} />
      `
    }
    ${
      list.fresh &&
      html`
        <button type="button" class="fresh" onClick=${list.showFresh}>
          There is more: show the newest
        </button>
      `
    }
    ${
      list.items.length > 0
        ? html`
            <${Rows}
              ...${{ items: list.items, idOf: list.idOf, label, columns, selection, nameOf }}
            />
          `
        : !list.next &&
          (empty ??
            html`
              <${Empty} title="Nothing here" />
            `)
    }
    <${More} list=${list} />
  `;
}

/** The rows alone, of a list that came as a whole. */
export function Rows({
  items,
  label,
  columns,
  selection,
  idOf = (item) => item.id,
  nameOf = (item) => item.id,
}) {
  // Roles again, because cards are no table to a browser.
  return html`
    <div class="list-box">
      <table class="list" role="table" aria-label=${label}>
        <thead role="rowgroup">
          <tr role="row">
            ${
              selection &&
              html`
                <th role="columnheader" scope="col" class="pick">
                  <${PickAll} selection=${selection} ids=${items.map(idOf)} />
                </th>
              `
            }
            ${columns.map(
              (column) => html`
                <th role="columnheader" scope="col" data-kind=${column.kind} key=${column.label}>
                  ${column.label}
                </th>
              `,
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${items.map((item) => {
            const id = idOf(item);
            return html`
              <tr role="row" key=${id} data-picked=${selection?.has(id) ?? false}>
                ${
                  selection &&
                  html`
                    <td role="cell" class="pick">
                      <label class="pick-label">
                        <input
                          type="checkbox"
                          checked=${selection.has(id)}
                          onChange=${() => selection.toggle(id)}
                        />
                        <span class="hidden">Select ${nameOf(item)}</span>
                      </label>
                    </td>
                  `
                }
                ${columns.map(
                  (column) => html`
                    <td
                      role="cell"
                      data-kind=${column.kind}
                      data-label=${column.label}
                      key=${column.label}
                    >
                      <div class="cell">${column.cell(item)}</div>
                    </td>
                  `,
                )}
              </tr>
            `;
          })}
        </tbody>
      </table>
    </div>
  `;
}

function PickAll({ selection, ids }) {
  const box = useRef(null);
  const picked = ids.filter(selection.has).length;
  useEffect(() => {
    box.current.indeterminate = picked > 0 && picked < ids.length;
  });
  return html`
    <label class="pick-label">
      <input
        type="checkbox"
        ref=${box}
        checked=${picked === ids.length && ids.length > 0}
        onChange=${() => (picked === ids.length ? selection.clear() : selection.set(ids))}
      />
      <span class="hidden">Select all that are shown</span>
    </label>
  `;
}

function More({ list }) {
  const note = searched(list);
  if (list.busy) {
    return html`
      <div class="more" role="status">
        <span class="muted">Reading on … ${note}</span>
        <button type="button" onClick=${list.stop}>Stop</button>
      </div>
    `;
  }
  const shown = counted(list.items.length, "line");
  return html`
    <div class="more">
      <span class="muted" role="status">
        ${list.items.length > 0 && (list.next ? `${shown} shown. ` : `${shown}, that is all.`)}
        ${list.next && note}
      </span>
      ${
        list.next &&
        html`
          <button type="button" onClick=${list.more}>
            ${list.items.length > 0 ? "Load more" : "Search further back"}
          </button>
        `
      }
    </div>
  `;
}

/** How far back people have come; lists are long, and what matches may lie far apart. */
function searched({ back, pages, items }) {
  if (back) {
    return `Searched back to ${day(back)}.`;
  }
  return pages > 0 && items.length === 0 ? `Nothing found yet in ${counted(pages, "page")}.` : null;
}

/**
 * What people picked of a list. Empty again when the list is another.
 * @param {string} key of the list
 */
export function useSelection(key) {
  const [picked, setPicked] = useState({ key, ids: new Set(), all: false });
  const now = picked.key === key ? picked : { key, ids: new Set(), all: false };
  const change = (ids, all = false) => setPicked({ key, ids: new Set(ids), all });
  return {
    ids: [...now.ids],
    /** Everything that the filter matches, seen or not. */
    all: now.all,
    count: now.ids.size,
    has: (id) => now.all || now.ids.has(id),
    toggle: (id) => {
      const ids = new Set(now.ids);
      if (!ids.delete(id)) {
        ids.add(id);
      }
      change(ids);
    },
    set: (ids) => change(ids),
    takeAll: () => change(now.ids, true),
    clear: () => change([]),
  };
}
