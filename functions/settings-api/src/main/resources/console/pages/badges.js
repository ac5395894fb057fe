import { html, useState } from "../parts/view.js";
import { badgeColumns, learnerName, templateName } from "../parts/badge.js";
import { BulkDialog } from "../parts/bulk.js";
import { useConnections, useCourses, useSources, useTemplates } from "../parts/choices.js";
import { Export } from "../parts/export.js";
import { Filters, toApi } from "../parts/filters.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { List, useList, useSelection } from "../parts/list.js";
import { Empty } from "../parts/notice.js";
import { Page } from "../parts/page.js";
import { href } from "../parts/route.js";
import { mayChange } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import { useStatus } from "../parts/status.js";
import { counted } from "../parts/time.js";
import { capital, HOLDS } from "../parts/words.js";
import { OneBadge } from "./badge.js";

const NAMES = ["state", "reason", "connection", "template", "course", "source", "learner"];

const TABS = [
  { label: "All", query: {} },
  { label: "Failed", query: { state: "failed" } },
  { label: "Held", query: { state: "held" } },
  { label: "Under way", query: { state: "queued,issuing,retrying,unsure,unpublished,revoking" } },
  { label: "Issued", query: { state: "issued" } },
  { label: "Revoked", query: { state: "revoked" } },
];

// What holds badges; what they failed of comes with the overview.
const HELD_BY = Object.entries(HOLDS).map(([value, words]) => ({ value, label: capital(words) }));

const COLUMNS = ["badge", "learner", "state", "provider", "changed"].map(
  (name) => badgeColumns[name],
);

export default function Badges({ id, query }) {
  return id
    ? html`
        <${OneBadge} id=${id} />
      `
    : html`
        <${AllBadges} query=${query} />
      `;
}

function AllBadges({ query }) {
  const { overview } = useStatus();
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(null);
  const [job, setJob] = useState(null);
  const filter = toApi(query, NAMES);
  const list = useList("/api/badges", filter);
  const selection = useSelection(list.url);
  const needed = opened || NAMES.slice(2).some((name) => query[name]);
  const causes = (overview?.failures ?? []).map(({ code, title }) => ({
    value: code,
    label: title,
  }));
  const fields = [
    { name: "state", label: "State", hidden: true },
    { name: "reason", label: "Why", options: [...causes, ...HELD_BY] },
    { name: "template", label: "Template", options: useTemplates(needed) },
    { name: "course", label: "Course", options: useCourses(needed) },
    { name: "source", label: "Source", options: useSources(needed) },
    { name: "connection", label: "Connection", options: useConnections(needed) },
    {
      name: "learner",
      label: "Learner",
      person: true,
      shown: (value) =>
        learnerName(list.items.find((badge) => badge.learner_id === value)?.learner, value),
    },
  ];
  return html`
    <${Page} title="Badges" lead="One line for each award of a template to a learner.">
      <${Filters}
        at=${["badges"]}
        query=${query}
        tabs=${TABS}
        fields=${fields}
        onOpen=${setOpened}
        actions=${html`
          ${
            mayChange() &&
            query.state === "failed" &&
            list.items.length > 0 &&
            html`
              <button type="button" onClick=${() => setAsking(retrying({ filter }))}>
                <${Icon} name="retry" />
                Retry all …
              </button>
            `
          }
          <${Export} path="/api/badges" query=${filter} name="badges" />
        `}
      />
      ${
        job &&
        html`
          <${JobProgress}
            job=${job}
            key=${job.id}
            onDone=${list.refresh}
            onClose=${() => setJob(null)}
          />
        `
      }
      <${List}
        list=${list}
        label="Badges"
        columns=${COLUMNS}
        selection=${mayChange() ? selection : undefined}
        nameOf=${(badge) => `${templateName(badge)} of ${learnerName(badge.learner, badge.learner_id)}`}
        empty=${html`
          <${NoBadges} query=${query} />
        `}
      />
      ${
        mayChange() &&
        html`
          <${Bulk} list=${list} selection=${selection} onAsk=${setAsking} />
        `
      }
      ${
        asking &&
        html`
          <${BulkDialog}
            ...${asking}
            line=${bulkLine}
            onClose=${() => setAsking(null)}
            onStarted=${(started) => {
              setJob(started);
              selection.clear();
              scrollTo({ top: 0 });
            }}
          />
        `
      }
    <//>
  `;

  function bulkLine(item) {
    return html`
      <span>${templateName(item)} · ${learnerName(item.learner, item.learner_id)}</span>
      <${Chip} state=${item.state} />
    `;
  }
}

/** @param {{ids?: string[], filter?: object}} what */
function retrying(what) {
  return {
    title: "Retry badges?",
    verb: "Retry",
    path: "/api/badges/retry",
    what,
    children: html`
      <p>
        What needs no retry is passed over. What is in doubt is looked up at the provider first.
      </p>
    `,
  };
}

/** @param {{ids?: string[], filter?: object}} what */
function pushing(what) {
  return {
    title: "Push badges?",
    verb: "Push",
    path: "/api/badges/push",
    what,
    children: html`
      <p>
        They are issued although their connection does not push by itself. What else holds them
        holds them still.
      </p>
    `,
  };
}

function Bulk({ list, selection, onAsk }) {
  if (!selection.all && selection.count === 0) {
    return null;
  }
  const what = selection.all ? { filter: queryOf(list.url) } : { ids: selection.ids };
  return html`
    <div class="bulk" role="region" aria-label="Selected badges">
      <span role="status">
        ${selection.all ? "All that match are selected. " : `${counted(selection.count, "badge")} selected. `}
        ${
          !selection.all &&
          list.next &&
          html`
            <button type="button" class="link" onClick=${selection.takeAll}>
              Select all that match
            </button>
          `
        }
      </span>
      <button type="button" class="primary" onClick=${() => onAsk(retrying(what))}>
        <${Icon} name="retry" />
        Retry …
      </button>
      <button type="button" onClick=${() => onAsk(pushing(what))}>
        <${Icon} name="send" />
        Push …
      </button>
      <button type="button" class="quiet" onClick=${selection.clear}>Clear</button>
    </div>
  `;
}

function queryOf(url) {
  return Object.fromEntries(new URLSearchParams(url.split("?")[1] ?? ""));
}

const GOOD_NEWS = { failed: "Nothing failed", held: "Nothing is held" };

function NoBadges({ query }) {
  if (Object.keys(query).length === 1 && GOOD_NEWS[query.state]) {
    return html`
      <${Empty} title=${GOOD_NEWS[query.state]} icon="check">
        ${query.state === "failed" ? "No badge needs you." : "No badge waits for a switch or a person."}
      <//>
    `;
  }
  return Object.keys(query).length > 0
    ? html`
        <${Empty}
          title="No badge matches"
          icon="search"
          actions=${html`
            <a class="button" href=${href(["badges"])}>Show all badges</a>
          `}
        >
          Take a filter away, or look at a longer time.
        <//>
      `
    : html`
        <${Empty}
          title="No badges yet"
          icon="badge"
          actions=${html`
            <a class="button" href=${href(["mappings"])}>See the mappings</a>
          `}
        >
          A badge appears here as soon as a certificate comes in for a course that is mapped to a
          template.
        <//>
      `;
}
