import { html, useState } from "../parts/view.js";
import { put } from "../api.js";
import { Thumb } from "../parts/badge.js";
import { useConnections } from "../parts/choices.js";
import { SyncTemplates } from "../parts/connection.js";
import { Code } from "../parts/copy.js";
import { Filters } from "../parts/filters.js";
import { Field, Form } from "../parts/form.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { Rows } from "../parts/list.js";
import { Empty, Loaded } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { href } from "../parts/route.js";
import { mayChange, mayMap } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import {
  Hindrance,
  SwitchDialog,
  templateMatches,
  templatePath,
  useAllTemplates,
} from "../parts/template.js";
import { counted, number, Time } from "../parts/time.js";
import { say } from "../parts/toast.js";

const TABS = [
  { label: "All", query: {} },
  { label: "On", query: { show: "on" } },
  { label: "Off", query: { show: "off" } },
  { label: "Not issuable there", query: { show: "there" } },
];

export default function Templates({ id, query }) {
  return id
    ? html`
        <${OneTemplate} id=${id} />
      `
    : html`
        <${AllTemplates} query=${query} />
      `;
}

// ---- All --------------------------------------------------------------------------------------

const COLUMNS = [
  {
    label: "Template",
    kind: "main",
    cell: (template) => html`
      <div class="person">
        <${Thumb} src=${template.image_url} />
        <a class="row-link" href=${href(["templates", template.id])}>${template.name}</a>
      </div>
    `,
  },
  {
    label: "At the provider",
    cell: (template) => html`
      <${Chip} state=${template.state} />
    `,
  },
  {
    label: "Here",
    cell: (template) => html`
      <${Chip} state=${template.active ? "on" : "off"} />
    `,
  },
  { label: "Connection", cell: (template) => template.connection },
  {
    label: "Changed",
    kind: "end",
    cell: (template) => html`
      <${Time} at=${template.updated_at} />
    `,
  },
];

function AllTemplates({ query }) {
  const templates = useAllTemplates({ connection: query.connection, every: 20_000 });
  const connections = useConnections(true);
  const [syncing, setSyncing] = useState(false);
  const fields = [
    ...(connections.length > 1 || query.connection
      ? [{ name: "connection", label: "Connection", options: connections }]
      : []),
    { name: "q", label: "Name", placeholder: "Part of it" },
  ];
  return html`
    <${Page}
      title="Templates"
      lead="Badges that your providers define. Badgebridge issues those that are active there and switched on here."
      actions=${
        mayChange() &&
        connections.length > 0 &&
        html`
          <button type="button" onClick=${() => setSyncing(!syncing)} aria-expanded=${String(syncing)}>
            <${Icon} name="retry" />
            Sync
          </button>
        `
      }
    >
      ${
        syncing &&
        html`
          <${Card} title="Read the templates anew">
            <div class="columns narrow">
              ${connections
                .filter((each) => !query.connection || each.value === query.connection)
                .map(
                  (connection) => html`
                    <section class="stack" key=${connection.value} aria-label=${connection.label}>
                      <h3>${connection.label}</h3>
                      <${SyncTemplates} id=${connection.value} onDone=${templates.refresh} />
                    </section>
                  `,
                )}
            </div>
          <//>
        `
      }
      <${Filters} at=${["templates"]} query=${query} tabs=${TABS} fields=${fields} times=${false} />
      <${Loaded} of=${templates} lines=${6}>
        ${({ items }) => {
          const shown = items.filter((template) => shows(query, template));
          return shown.length > 0
            ? html`
                <${Rows} items=${shown} label="Templates" columns=${COLUMNS} />
                <p class="hint" role="status">
                  ${counted(shown.length, "template")}${shown.length < items.length && ` of ${number(items.length)}`}
                </p>
              `
            : html`
                <${NoTemplates} none=${items.length === 0} connected=${connections.length > 0} />
              `;
        }}
      <//>
    <//>
  `;
}

function shows(query, template) {
  switch (query.show) {
    case "on":
      return template.active && templateMatches(template, query.q ?? "");
    case "off":
      return !template.active && templateMatches(template, query.q ?? "");
    case "there":
      return template.state !== "active" && templateMatches(template, query.q ?? "");
    default:
      return templateMatches(template, query.q ?? "");
  }
}

function NoTemplates({ none, connected }) {
  if (!none) {
    return html`
      <${Empty}
        title="No template matches"
        actions=${html`
          <a class="button" href=${href(["templates"])}>Show all templates</a>
        `}
      />
    `;
  }
  return html`
    <${Empty}
      title="No templates yet"
      icon="template"
      actions=${
        mayChange() &&
        !connected &&
        html`
          <a class="button primary" href="#/start">Set it up step by step</a>
        `
      }
    >
      ${
        connected
          ? "Press Sync to read them from the provider."
          : "Connect a provider first; its templates come from there."
      }
    <//>
  `;
}

// ---- One --------------------------------------------------------------------------------------

function OneTemplate({ id }) {
  const template = useResource(templatePath(id), { every: 10_000 });
  const [asking, setAsking] = useState(null);
  const [job, setJob] = useState(null);
  const seen = template.data;
  return html`
    <${Page}
      title=${seen?.name ?? "Template"}
      heading=${
        seen &&
        html`
          <span class="badge-heading">
            <${Thumb} src=${seen.image_url} large />
            <span>${seen.name}</span>
          </span>
        `
      }
      back=${{ href: href(["templates"]), label: "Templates" }}
      lead=${seen?.description}
      actions=${
        seen &&
        mayChange() &&
        (seen.active
          ? html`
              <button type="button" onClick=${() => setAsking("off")}>Switch off …</button>
            `
          : html`
              <button type="button" class="primary" onClick=${() => setAsking("on")}>
                Switch on …
              </button>
            `)
      }
    >
      <${Loaded} of=${template}>
        ${(data) => html`
          <${Hindrance} template=${data} />
          ${
            job &&
            html`
              <${JobProgress}
                job=${job}
                key=${job.id}
                onDone=${template.refresh}
                onClose=${() => setJob(null)}
              />
            `
          }
          <div class="main-and-aside">
            <div class="stack">
              <${Switches} template=${data} />
              <${Earning} template=${data} />
              ${
                mayChange() &&
                html`
                  <${Settings} template=${data} onSaved=${template.replace} />
                `
              }
            </div>
            <${Card} title="About">
              <${Facts}
                of=${[
                  [
                    "Connection",
                    html`
                      <a href=${href(["connections", data.connection])}>${data.connection}</a>
                    `,
                  ],
                  [
                    "Its id there",
                    html`
                      <${Code} text=${data.provider_template_id} what="provider's id" />
                    `,
                  ],
                  ["Twice for one learner", data.allows_duplicates ? "allowed there" : "never there"],
                  [
                    "Badges",
                    html`
                      <a href=${href(["badges"], { template: id })}>See them</a>
                    `,
                  ],
                  [
                    "First seen",
                    html`
                      <${Time} at=${data.created_at} exact />
                    `,
                  ],
                  [
                    "Changed",
                    html`
                      <${Time} at=${data.updated_at} exact />
                    `,
                  ],
                ]}
              />
            <//>
          </div>
          ${
            asking &&
            html`
              <${SwitchDialog}
                on=${asking === "on"}
                template=${data}
                onSwitched=${(changed) => {
                  setJob(changed.job ?? null);
                  template.refresh();
                }}
                onClose=${() => setAsking(null)}
              />
            `
          }
        `}
      <//>
    <//>
  `;
}

function Switches({ template }) {
  return html`
    <${Card} title="May it be issued?">
      <dl class="switches">
        <div>
          <dt>At the provider</dt>
          <dd>
            <${Chip} state=${template.state} />
            <span class="hint">As its last sync said. It is changed there.</span>
          </dd>
        </div>
        <div>
          <dt>Here</dt>
          <dd>
            <${Chip} state=${template.active ? "on" : "off"} />
            <span class="hint">Our own switch, off until somebody decides.</span>
          </dd>
        </div>
        <div>
          <dt>Waiting</dt>
          <dd>
            <strong>
              ${number(template.waiting?.badges ?? 0)}${template.waiting?.more ? "+" : ""}
            </strong>
            <span class="hint">badges that are earned and held.</span>
          </dd>
        </div>
      </dl>
    <//>
  `;
}

function Earning({ template }) {
  const mappings = useResource("/api/mappings", { query: { limit: 200 }, every: 30_000 });
  return html`
    <${Card}
      title="What earns it"
      aside=${
        mayMap() &&
        html`
          <a href=${href(["mappings"], { new: "yes", template: template.id })}>Map a course</a>
        `
      }
    >
      <${Loaded} of=${mappings} lines=${2}>
        ${({ items }) => {
          const its = items.filter((mapping) => mapping.template === template.id);
          const rest = (template.rules ?? 0) - its.length;
          return html`
            <ul class="lines">
              ${its.map(
                (mapping) => html`
                  <li key=${mapping.id}>
                    <a href=${href(["mappings", mapping.id])}>${mapping.course}</a>
                    <span class="muted">
                      a certificate from ${mapping.source}${
                        mapping.since &&
                        html`
                          ${" "}since${" "}
                          <${Time} at=${mapping.since} />
                        `
                      }
                    </span>
                  </li>
                `,
              )}
            </ul>
            ${
              rest > 0 &&
              html`
                <p class="muted">
                  ${its.length > 0 ? "And " : ""}${counted(rest, its.length > 0 ? "other rule" : "rule")}.
                </p>
              `
            }
            ${
              its.length === 0 &&
              rest <= 0 &&
              html`
                <p class="muted">Nothing yet.</p>
              `
            }
          `;
        }}
      <//>
    <//>
  `;
}

const RENEWALS = [
  { value: "ignore", label: "Nothing: the badge stays as it is" },
  { value: "replace", label: "A new badge replaces it" },
];
const ON_REVOKE = [
  { value: "revoke", label: "Its badge is revoked too" },
  { value: "keep", label: "Its badge stays" },
];

function Settings({ template: now, onSaved }) {
  const [template, setTemplate] = useState(now);
  const save = async ({ renewal, on_revoke, quiet }) => {
    const changed = await put(
      templatePath(template.id),
      { renewal, on_revoke, quiet },
      { match: template },
    );
    setTemplate(changed);
    onSaved(changed);
    say("Saved.");
  };
  return html`
    <${Card} title="Settings">
      <${Form} submit="Save" onSubmit=${save}>
        <${Field}
          name="renewal"
          type="select"
          label="When a newer certificate comes"
          value=${template.renewal}
          options=${RENEWALS}
        />
        <${Field}
          name="on_revoke"
          type="select"
          label="When the certificate is taken back"
          value=${template.on_revoke}
          options=${ON_REVOKE}
        />
        <${Field}
          name="quiet"
          type="checkbox"
          label="Issue quietly"
          value=${template.quiet}
          hint="The provider sends the learner no e-mail about the badge."
        />
      <//>
    <//>
  `;
}
