// What a list is narrowed down to, kept in the address.

import { html, useState } from "./view.js";
import { post } from "../api.js";
import { Icon } from "./icon.js";
import { go, href } from "./route.js";
import { day } from "./time.js";

const HOUR_MS = 3_600_000;
const PERIODS = [
  { value: "24h", label: "Last 24 hours", hours: 24 },
  { value: "7d", label: "Last 7 days", hours: 7 * 24 },
  { value: "30d", label: "Last 30 days", hours: 30 * 24 },
  { value: "90d", label: "Last 90 days", hours: 90 * 24 },
];

/**
 * The address's fields as the API has them: a period becomes a time, a day becomes its beginning or
 * its end where people are. Whole hours, so that the same filter is the same list for a while.
 */
export function toApi(query, names) {
  const filter = {};
  for (const name of names) {
    if (query[name]) {
      filter[name] = query[name];
    }
  }
  const period = PERIODS.find((each) => each.value === query.period);
  if (period) {
    const now = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    filter.since = new Date(now - period.hours * HOUR_MS).toISOString();
  } else if (query.since) {
    filter.since = instant(query.since, 0);
  }
  if (query.until) {
    filter.until = instant(query.until, 1);
  }
  return filter;
}

function instant(text, daysLater) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return text;
  }
  const at = new Date(`${text}T00:00:00`);
  at.setDate(at.getDate() + daysLater);
  return at.toISOString();
}

/**
 * @typedef {object} FilterField
 * @property {string} name in the address
 * @property {string} label
 * @property {{value: string, label: string}[]} [options] of a select; without, people type
 * @property {boolean} [person] people type an e-mail; the address then has the learner's id
 * @property {(value: string) => string} [shown] how a value reads, where that is not its label
 * @property {boolean} [hidden] cannot be chosen here, but is shown when it is set
 */

/**
 * @param {object} properties
 * @param {string[]} properties.at the list's address
 * @param {Record<string, string>} properties.query the address's
 * @param {{label: string, query: Record<string, string>, mark?: number}[]} [properties.tabs] the
 *     common ones; each sets the same fields
 * @param {FilterField[]} properties.fields
 * @param {boolean} [properties.times] whether one can narrow down by time
 * @param {any} [properties.actions] buttons beside them
 * @param {(open: boolean) => void} [properties.onOpen] told when the choices are needed
 */
export function Filters({ at, query, tabs = [], fields, times = true, actions, onOpen }) {
  const [open, setOpen] = useState(false);
  const tabNames = [...new Set(tabs.flatMap((tab) => Object.keys(tab.query)))];
  const without = (names) =>
    Object.fromEntries(Object.entries(query).filter(([name]) => !names.includes(name)));
  const set = (name, value, others = []) =>
    go(at, { ...without([name, ...others]), ...(value ? { [name]: value } : {}) });
  const chosen = chosenOf(query, fields, tabNames);
  const toggle = () => {
    setOpen(!open);
    onOpen?.(!open);
  };
  return html`
    <div class="filters">
      <div class="filter-line">
        ${
          tabs.length > 0 &&
          html`
            <nav class="tabs" aria-label="Show">
              ${tabs.map(
                (tab) => html`
                  <a
                    key=${tab.label}
                    href=${href(at, { ...without(tabNames), ...tab.query })}
                    aria-current=${tabNames.every((name) => (query[name] ?? "") === (tab.query[name] ?? ""))}
                  >
                    ${tab.label}
                  </a>
                `,
              )}
            </nav>
          `
        }
        <div class="actions">
          ${
            fields.length > 0 &&
            html`
              <button type="button" aria-expanded=${String(open)} onClick=${toggle}>
                <${Icon} name="filter" />
                Filter
              </button>
            `
          }
          ${actions}
        </div>
      </div>
      ${
        open &&
        html`
          <form class="filter-panel" role="search" onSubmit=${(event) => event.preventDefault()}>
            ${fields
              .filter((field) => !field.hidden)
              .map(
                (field) => html`
                  <${FilterField}
                    key=${field.name}
                    field=${field}
                    value=${query[field.name] ?? ""}
                    onSet=${(value) => set(field.name, value)}
                  />
                `,
              )}
            ${
              times &&
              html`
                <${TimeFields} query=${query} set=${set} />
              `
            }
            ${
              chosen.length > 0 &&
              html`
                <div class="actions">
                  <a class="button small" href=${href(at)}>Clear all</a>
                </div>
              `
            }
          </form>
        `
      }
      ${
        chosen.length > 0 &&
        html`
          <ul class="set-filters" aria-label="Filters that are set">
            ${chosen.map(
              ({ name, label, value }) => html`
                <li class="set-filter" key=${name}>
                  <span>
                    <span class="muted">${label}</span>
                    ${" "}${value}
                  </span>
                  <button type="button" class="icon-button" onClick=${() => set(name, "")}>
                    <${Icon} name="close" />
                    <span class="hidden">Remove filter: ${label} ${value}</span>
                  </button>
                </li>
              `,
            )}
          </ul>
        `
      }
    </div>
  `;
}

function FilterField({ field, value, onSet }) {
  const id = `filter-${field.name}`;
  if (field.person) {
    return html`
      <${PersonField} id=${id} field=${field} onSet=${onSet} />
    `;
  }
  return html`
    <div class="field">
      <label for=${id}>${field.label}</label>
      ${
        field.options
          ? html`
              <${FilterSelect} id=${id} value=${value} options=${field.options} onSet=${onSet} />
            `
          : html`
              <input
                id=${id}
                value=${value}
                placeholder=${field.placeholder ?? ""}
                autocomplete="off"
                onChange=${(event) => onSet(event.target.value.trim())}
              />
            `
      }
    </div>
  `;
}

/** E-mails stay out of addresses: it is asked for once, and the id goes on. */
function PersonField({ id, field, onSet }) {
  const [found, setFound] = useState(null);
  const [trouble, setTrouble] = useState("");
  const find = async (event) => {
    const email = event.target.value.trim();
    setFound(null);
    setTrouble("");
    if (!email) {
      return;
    }
    try {
      const { items } = await post("/api/learners/find", { email });
      if (items.length === 1) {
        onSet(items[0].id);
      } else if (items.length > 1) {
        setFound(items);
      } else {
        setTrouble("Nobody with this e-mail.");
      }
    } catch (error) {
      setTrouble(error.errors?.[0] ? `It ${error.errors[0].message}.` : error.message);
    }
  };
  return html`
    <div class="field">
      <label for=${id}>${field.label}</label>
      <input
        id=${id}
        type="email"
        placeholder="Whole e-mail address"
        autocomplete="off"
        aria-describedby=${`${id}-trouble`}
        onChange=${find}
      />
      <p class="wrong" id=${`${id}-trouble`} role="status">${trouble}</p>
      ${
        found &&
        html`
          <p class="hint" role="status">On several platforms:</p>
          ${found.map(
            (learner) => html`
              <button
                type="button"
                class="small"
                key=${learner.id}
                onClick=${() => onSet(learner.id)}
              >
                ${learner.realm}
              </button>
            `,
          )}
        `
      }
    </div>
  `;
}

function FilterSelect({ id, value, options, any = "Any", onSet }) {
  // What came with the address may be unknown here: it stays chosen all the same.
  const known = value === "" || options.some((option) => option.value === value);
  const all = known ? options : [...options, { value, label: value }];
  return html`
    <select id=${id} onChange=${(event) => onSet(event.target.value)}>
      <option value="" selected=${value === ""}>${any}</option>
      ${all.map(
        (option) => html`
          <option value=${option.value} selected=${option.value === value} key=${option.value}>
            ${option.label}
          </option>
        `,
      )}
    </select>
  `;
}

function TimeFields({ query, set }) {
  return html`
    <div class="field">
      <label for="filter-period">Time</label>
      <${FilterSelect}
        id="filter-period"
        value=${query.period ?? ""}
        options=${PERIODS}
        any="Any time"
        onSet=${(value) => set("period", value, ["since", "until"])}
      />
    </div>
    ${[
      ["since", "From"],
      ["until", "Until"],
    ].map(
      ([name, label]) => html`
        <div class="field" key=${name}>
          <label for=${`filter-${name}`}>${label}</label>
          <input
            id=${`filter-${name}`}
            type="date"
            value=${(query[name] ?? "").slice(0, 10)}
            onChange=${(event) => set(name, event.target.value, ["period"])}
          />
        </div>
      `,
    )}
  `;
}

function chosenOf(query, fields, tabNames) {
  const chosen = [];
  for (const field of fields) {
    const value = query[field.name];
    if (value && !tabNames.includes(field.name)) {
      const label = field.options?.find((option) => option.value === value)?.label ?? value;
      chosen.push({ name: field.name, label: field.label, value: field.shown?.(value) ?? label });
    }
  }
  const period = PERIODS.find((each) => each.value === query.period);
  if (period) {
    chosen.push({ name: "period", label: "Time", value: period.label });
  }
  if (query.since) {
    chosen.push({ name: "since", label: "From", value: dayOf(query.since) });
  }
  if (query.until) {
    chosen.push({ name: "until", label: "Until", value: dayOf(query.until) });
  }
  return chosen;
}

function dayOf(text) {
  return Number.isNaN(Date.parse(text)) ? text : day(text);
}
