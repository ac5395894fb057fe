import { html } from "../parts/view.js";
import { Export } from "../parts/export.js";
import { Filters, toApi } from "../parts/filters.js";
import { List, useList } from "../parts/list.js";
import { Empty } from "../parts/notice.js";
import { Page } from "../parts/page.js";
import { href } from "../parts/route.js";
import { Chip } from "../parts/state.js";
import { counted, Time } from "../parts/time.js";
import { capital } from "../parts/words.js";

const NAMES = ["who", "subject"];
const MOST_SHOWN = 4;

// Subjects that have a page.
const PAGES = {
  badge: "badges",
  certificate: "certificates",
  connection: "connections",
  job: "jobs",
  learner: "learners",
  mapping: "mappings",
  source: "sources",
  template: "templates",
};

const FIELDS = [
  { name: "who", label: "Who", placeholder: "maria@example.org" },
  { name: "subject", label: "What", placeholder: "connection:academy" },
];

const COLUMNS = [
  {
    label: "What happened",
    kind: "main",
    cell: (entry) => html`
      <div>
        <strong>${words(entry.action)}</strong>
        ${" "}
        <${Subject} subject=${entry.subject} />
        ${
          entry.done === false &&
          html`
            ${" "}
            <${Chip} state="unsure" word="broken off" />
          `
        }
        ${
          entry.reason &&
          html`
            <span class="sub">“${entry.reason}”</span>
          `
        }
      </div>
    `,
  },
  {
    label: "Changed",
    cell: (entry) => html`
      <${Changes} changes=${entry.changes ?? []} />
    `,
  },
  {
    label: "Who",
    cell: (entry) => html`
      <a class="subtle" href=${href(["audit"], { who: entry.who })}>${entry.who}</a>
    `,
  },
  {
    label: "When",
    kind: "end",
    cell: (entry) => html`
      <${Time} at=${entry.at} />
    `,
  },
];

export default function Audit({ query }) {
  const filter = toApi(query, NAMES);
  const list = useList("/api/audit", filter, { timeOf: (entry) => entry.at });
  return html`
    <${Page}
      title="Audit"
      lead="Every change that a person or a machine made: who, when, what, before and after."
    >
      <${Filters}
        at=${["audit"]}
        query=${query}
        fields=${FIELDS}
        actions=${html`
          <${Export} path="/api/audit" query=${filter} name="audit" />
        `}
      />
      <${List}
        list=${list}
        label="Changes"
        columns=${COLUMNS}
        empty=${html`
          <${Empty}
            title=${Object.keys(query).length > 0 ? "No change matches" : "No changes yet"}
            icon="audit"
          >
            Whatever somebody changes here or by the API is listed from then on.
          <//>
        `}
      />
    <//>
  `;
}

/** "connection.update" stands beside "connection academy": its verb is enough. */
function words(action) {
  const verb = String(action ?? "change").replace(/^[^.]*\./, "");
  return capital(verb.replaceAll(/[_.-]/g, " "));
}

function Subject({ subject }) {
  const at = (subject ?? "").indexOf(":");
  if (at < 0) {
    return subject ?? null;
  }
  const kind = subject.slice(0, at);
  const id = subject.slice(at + 1);
  const label = `${kind} ${id.length > 34 ? `${id.slice(0, 14)}…${id.slice(-12)}` : id}`;
  return PAGES[kind]
    ? html`
        <a href=${href([PAGES[kind], id])} title=${id}>${label}</a>
      `
    : label;
}

function Changes({ changes }) {
  if (changes.length === 0) {
    return html`
      <span class="muted">–</span>
    `;
  }
  const rest = changes.slice(MOST_SHOWN);
  return html`
    <${ChangeLines} changes=${changes.slice(0, MOST_SHOWN)} />
    ${
      rest.length > 0 &&
      html`
        <details class="more-changes">
          <summary>${counted(rest.length, "more field")}</summary>
          <${ChangeLines} changes=${rest} />
        </details>
      `
    }
  `;
}

function ChangeLines({ changes }) {
  return html`
    <ul class="changes">
      ${changes.map(
        (change) => html`
          <li key=${change.field}>
            <span class="muted">${change.field}</span>
            <span>
              ${
                !absent(change.before) &&
                html`
                  <del>${shown(change.before)}</del>
                  <span class="hidden">${" "}became${" "}</span>
                  <span class="arrow" aria-hidden="true">→</span>
                `
              }
              <ins>${shown(change.after)}</ins>
            </span>
          </li>
        `,
      )}
    </ul>
  `;
}

function absent(value) {
  return value === null || value === undefined || value === "";
}

function shown(value) {
  if (absent(value)) {
    return "nothing";
  }
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
