import { html, useEffect, useState } from "../parts/view.js";
import { get, post, put } from "../api.js";
import { AttributeFields, Attributes, pointersIn } from "../parts/attributes.js";
import { badgeColumns, learnerName, Thumb } from "../parts/badge.js";
import { useConnections } from "../parts/choices.js";
import { Code } from "../parts/copy.js";
import { Filters } from "../parts/filters.js";
import { Field, Form } from "../parts/form.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { Rows } from "../parts/list.js";
import { useNames } from "../parts/names.js";
import { Empty, Failed, Loaded, Notice } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { byCloseness, progressColumns, tellsMore } from "../parts/progress.js";
import { useProviderOf } from "../parts/provider.js";
import { correct, href } from "../parts/route.js";
import { ruleSentences } from "../parts/rule.js";
import { mayChange, mayMap } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import { refreshStatus } from "../parts/status.js";
import {
  Hindrance,
  SwitchDialog,
  templateMatches,
  templatePath,
  useAllTemplates,
} from "../parts/template.js";
import { counted, number, Time } from "../parts/time.js";
import { say } from "../parts/toast.js";
import { Search, useWhole, WholeRows } from "../parts/whole.js";

const TABS = [
  { label: "All", query: {} },
  { label: "On", query: { show: "on" } },
  { label: "Off", query: { show: "off" } },
  { label: "Not issuable there", query: { show: "there" } },
];

export default function Templates({ id, query }) {
  return id
    ? html`
        <${OneTemplate} id=${id} query=${query} />
      `
    : html`
        <${AllTemplates} query=${query} />
      `;
}

// ---- All --------------------------------------------------------------------------------------

function AllTemplates({ query }) {
  const templates = useAllTemplates({ connection: query.connection, every: 20_000 });
  const rules = useWhole("/api/rules", { every: 60_000 });
  const connections = useConnections(true);
  const sync = useSync(query.connection, templates.refresh);
  const several = connections.length > 1 || query.connection;
  const fields = several
    ? [{ name: "connection", label: "Connection", options: connections }]
    : [];
  const button =
    mayChange() &&
    connections.length > 0 &&
    html`
      <button
        type="button"
        data-busy=${sync.busy}
        aria-disabled=${sync.busy}
        onClick=${() => sync.busy || sync.start()}
      >
        <${Icon} name="retry" />
        Sync now
      </button>
    `;
  return html`
    <${Page}
      title="Templates"
      lead="Badges that your providers define. Badgebridge issues those that are active there and switched on here."
      actions=${button}
    >
      ${
        sync.error &&
        html`
          <${Failed} error=${sync.error} />
        `
      }
      ${sync.jobs.map(
        (job) => html`
          <${JobProgress} job=${job} key=${job.id} onDone=${sync.ended} onClose=${() => sync.away(job)} />
        `,
      )}
      <${Filters}
        at=${["templates"]}
        query=${query}
        tabs=${TABS}
        fields=${fields}
        times=${false}
        actions=${html`
          <${Search} at=${["templates"]} query=${query} label="Search templates" />
        `}
      />
      <${Loaded} of=${templates} lines=${6}>
        ${({ items }) => {
          const shown = items.filter((template) => shows(query, template));
          return shown.length > 0
            ? html`
                <${WholeRows}
                  items=${shown}
                  of=${items.length}
                  one="template"
                  label="Templates"
                  columns=${columnsOf({ several, connections, rules: rules.data })}
                />
              `
            : html`
                <${NoTemplates}
                  none=${items.length === 0}
                  connected=${connections.length > 0}
                  action=${button}
                />
              `;
        }}
      <//>
    <//>
  `;
}

function columnsOf({ several, connections, rules }) {
  const counts = new Map();
  for (const { template } of rules?.items ?? []) {
    counts.set(template, (counts.get(template) ?? 0) + 1);
  }
  return [
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
    {
      label: "Earned by",
      cell: ({ id }) =>
        counts.has(id)
          ? html`
              <a class="subtle" href=${href(["mappings"], { template: id })}>
                ${counted(counts.get(id), "way")}
              </a>
            `
          : html`
              <span class="muted">${rules ? "nothing yet" : "…"}</span>
            `,
    },
    ...(several
      ? [
          {
            label: "Connection",
            cell: ({ connection }) =>
              connections.find((each) => each.value === connection)?.label ?? connection,
          },
        ]
      : []),
    {
      label: "Changed",
      kind: "end",
      cell: (template) => html`
        <${Time} at=${template.updated_at} />
      `,
    },
  ];
}

/** Reads the templates anew, of one connection or of all: a job for each. */
function useSync(connection, onDone) {
  const [jobs, setJobs] = useState([]);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    setError(null);
    try {
      const one = connection && `/api/connections/${encodeURIComponent(connection)}/sync`;
      setJobs(one ? [await post(one)] : (await post("/api/connections/sync")).items);
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return {
    jobs,
    error,
    busy,
    start,
    ended: () => {
      refreshStatus().catch(() => {});
      onDone();
    },
    away: (job) => setJobs((all) => all.filter((each) => each.id !== job.id)),
  };
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

function NoTemplates({ none, connected, action }) {
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
        connected
          ? action
          : mayChange() &&
            html`
              <a class="button primary" href="#/start">Set it up step by step</a>
            `
      }
    >
      ${
        connected
          ? "They are read from the provider, now and then by itself, or when an admin syncs."
          : "Connect a provider first; its templates come from there."
      }
    <//>
  `;
}

// ---- One --------------------------------------------------------------------------------------

function OneTemplate({ id, query }) {
  const asked = useResource(query.job ? `/api/jobs/${encodeURIComponent(query.job)}` : null);
  const template = useResource(templatePath(id), { every: 10_000 });
  const rules = useWhole("/api/rules", { query: { template: id }, every: 60_000 });
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
          ${
            asked.data &&
            html`
              <${JobProgress}
                job=${asked.data}
                key=${asked.data.id}
                onDone=${template.refresh}
                onClose=${() => correct(["templates", id])}
              />
            `
          }
          <div class="main-and-aside">
            <div class="stack">
              <${Switches} template=${data} />
              <${Earning} template=${data} rules=${rules} />
              ${
                rules.data?.items.some((rule) => !rule.mapping) &&
                html`
                  <${OnTheWay} template=${data} />
                `
              }
              <${Recent} id=${id} />
              ${
                mayChange()
                  ? html`
                      <${Settings}
                        template=${data}
                        rules=${rules.data?.items}
                        onSaved=${template.replace}
                        key=${JSON.stringify([data.active, data.attributes])}
                      />
                    `
                  : html`
                      <${Attributes} template=${data} />
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
                  ["Twice for one learner", data.allows_duplicates ? "may be allowed there" : "never there"],
                  ...(mayChange() ? [] : settingFacts(data)),
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
                onOutdated=${template.refresh}
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
            <span class="hint">
              badges that are earned and held.${" "}
              <a href=${href(["badges"], { state: "held", template: template.id })}>See them</a>
            </span>
          </dd>
        </div>
      </dl>
    <//>
  `;
}

function Earning({ template, rules }) {
  const names = useNames();
  const columns = [
    {
      label: "Asked",
      kind: "main",
      cell: (rule) => {
        const sentences = ruleSentences({ ...rule, since: null }, names);
        return html`
          <div>
            <a class="row-link" href=${href([rule.mapping ? "mappings" : "rules", rule.id])}>
              ${rule.name ?? sentences[0]}
            </a>
            <span class="sub words">${(rule.name ? sentences : sentences.slice(1)).join(" ")}</span>
            ${
              rule.trouble &&
              html`
                <span class="sub words">
                  <${Chip} state="down" word="trouble" />
                  ${" "}${rule.trouble}
                </span>
              `
            }
          </div>
        `;
      },
    },
    {
      label: "Counts from",
      kind: "end",
      cell: (rule) => html`
        <${Time} at=${rule.since} none="always" />
      `,
    },
  ];
  const some = rules.data?.items.length > 0;
  return html`
    <${Card}
      title="What earns it"
      flush=${some}
      aside=${
        mayMap() &&
        html`
          <a href=${href(["mappings"], { new: "yes", template: template.id })}>Map a course</a>
          ${" · "}
          <a href=${href(["rules"], { new: "yes", template: template.id })}>New rule</a>
        `
      }
    >
      <${Loaded} of=${rules} lines=${2}>
        ${({ items }) =>
          some
            ? html`
                <${Rows} items=${items} label="What earns it" columns=${columns} />
              `
            : html`
                <p class="muted">Nothing yet. Map a course to it, or make a rule.</p>
              `}
      <//>
    <//>
  `;
}

const PROGRESS_COLUMNS = ["learner", "state", "missing", "changed"].map(
  (name) => progressColumns[name],
);
const CLOSEST = 10;
const PAGES_OF_PROGRESS = 5;
const FEW = 100;

/** Who has done something for it, the closest first. */
function OnTheWay({ template }) {
  // Many are looked at less often.
  const [many, setMany] = useState(false);
  const progress = useWhole("/api/progress", {
    query: { template: template.id },
    every: many ? 120_000 : 8_000,
    pages: PAGES_OF_PROGRESS,
  });
  const [most, setMost] = useState(CLOSEST);
  useEffect(() => setMany(progress.data?.items.length > FEW), [progress.data]);
  const items = (progress.data?.items ?? []).filter(tellsMore);
  const open = items.filter((each) => !each.satisfied).length;
  const shown = [...items].sort(byCloseness).slice(0, most);
  return html`
    <${Card}
      title="Who is on the way"
      flush=${items.length > 0}
      aside=${
        items.length > 0 &&
        html`
          <span class="muted">
            ${counted(open, "learner", progress.data)} on the way, ${number(items.length - open)} complete
          </span>
        `
      }
    >
      <${Loaded} of=${progress} lines=${3}>
        ${() =>
          items.length > 0
            ? html`
                <${Rows} items=${shown} label="Who is on the way" columns=${PROGRESS_COLUMNS} />
                ${
                  items.length > most &&
                  html`
                    <div class="more">
                      <span class="muted">The closest first.</span>
                      <button type="button" onClick=${() => setMost(most + 50)}>Show more</button>
                    </div>
                  `
                }
              `
            : html`
                <p class="muted">Nobody yet.</p>
              `}
      <//>
    <//>
  `;
}

const RECENT = 5;
const RECENT_COLUMNS = [
  {
    label: "Learner",
    kind: "main",
    cell: (badge) => html`
      <a class="row-link" href=${href(["badges", badge.id])}>
        ${learnerName(badge.learner, badge.learner_id)}
      </a>
    `,
  },
  badgeColumns.state,
  badgeColumns.changed,
];

function Recent({ id }) {
  const badges = useResource("/api/badges", {
    query: { template: id, limit: RECENT },
    every: 15_000,
  });
  const some = badges.data?.items.length > 0;
  return html`
    <${Card}
      title="Newest badges of it"
      flush=${some}
      aside=${html`
        <a href=${href(["badges"], { template: id })}>
          See all<span class="hidden">${" "}badges of it</span>
        </a>
      `}
    >
      <${Loaded} of=${badges} lines=${3}>
        ${({ items }) =>
          some
            ? html`
                <${Rows} items=${items} label="Newest badges of it" columns=${RECENT_COLUMNS} />
              `
            : html`
                <p class="muted">Nobody has earned it yet.</p>
              `}
      <//>
    <//>
  `;
}

const RENEWALS = [
  { value: "ignore", label: "Nothing: the badge stays as it is" },
  { value: "replace", label: "A new badge replaces it" },
];

function labelOf(options, value) {
  return options.find((each) => each.value === value)?.label ?? value;
}

/** The settings, for who may not change them. */
function settingFacts(template) {
  return [
    ["Newer certificate", labelOf(RENEWALS, template.renewal)],
    ["Certificate taken back", html`<${OnRevoke} template=${template} />`],
    ["Learners' e-mail", template.quiet ? "none: issued quietly" : "sent by the provider"],
  ];
}

function OnRevoke({ template }) {
  return labelOf(useProviderOf(template.connection)?.on_revoke ?? [], template.on_revoke);
}

/** Drawn anew when the template is switched or synced: what was read before is outdated by that. */
function Settings({ template: now, rules, onSaved }) {
  const [template, setTemplate] = useState(now);
  const [outdated, setOutdated] = useState(0);
  const path = templatePath(template.id);
  const provider = useProviderOf(template.connection);
  const save = async ({ renewal, on_revoke, quiet = false, ...rest }) => {
    const attribute_pointers = pointersIn(rest);
    try {
      const changed = await put(
        path,
        { renewal, on_revoke, quiet, attribute_pointers },
        { match: template },
      );
      setTemplate(changed);
      setOutdated(0);
      onSaved(changed);
      say("Saved.");
    } catch (error) {
      if (!error.outdated) {
        throw error;
      }
      setTemplate(await get(path));
      setOutdated((times) => times + 1);
    }
  };
  if (!provider) {
    return null;
  }
  return html`
    <${Card} title="Settings">
      <${Form} submit="Save" onSubmit=${save} key=${outdated}>
        ${
          outdated > 0 &&
          html`
            <div role="alert">
              <${Notice} tone="warn" title="Somebody changed it meanwhile.">
                This is how it is now. Nothing of yours was saved: choose again.
              <//>
            </div>
          `
        }
        <${Field}
          name="renewal"
          type="select"
          label="When a newer certificate comes for a badge that stands"
          value=${template.renewal}
          options=${RENEWALS}
        />
        <${Field}
          name="on_revoke"
          type="select"
          label="When the certificate is taken back"
          value=${template.on_revoke}
          options=${provider.on_revoke}
        />
        ${
          provider.quiet &&
          html`
            <${Field}
              name="quiet"
              type="checkbox"
              label="Issue quietly"
              value=${template.quiet}
              hint="The provider sends the learner no e-mail about the badge."
            />
          `
        }
        <${AttributeFields} template=${template} rules=${rules} />
      <//>
    <//>
  `;
}
