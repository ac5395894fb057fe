import { html, useState } from "../parts/view.js";
import { post } from "../api.js";
import { badgeColumns, learnerName } from "../parts/badge.js";
import { BulkDialog } from "../parts/bulk.js";
import { useCourses, useSources } from "../parts/choices.js";
import { Code } from "../parts/copy.js";
import { ActionDialog } from "../parts/dialog.js";
import { Filters, toApi } from "../parts/filters.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { List, Rows, useList, useSelection } from "../parts/list.js";
import { Empty, Loaded, Notice } from "../parts/notice.js";
import { Card, Facts, Outside, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { href } from "../parts/route.js";
import { mayChange, mayMap } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import { counted, Time } from "../parts/time.js";

const NAMES = ["source", "course", "learner"];

export default function Certificates({ id, query }) {
  return id
    ? html`
        <${OneCertificate} id=${id} />
      `
    : html`
        <${AllCertificates} query=${query} />
      `;
}

function courseName(certificate) {
  return certificate.course?.name ?? certificate.course?.id ?? "No course named";
}

/** Where a course gets its badge. */
function mapLink(certificate) {
  return href(["mappings"], {
    new: 1,
    source: certificate.source,
    course: certificate.course?.family ?? certificate.course?.id,
  });
}

const COLUMNS = [
  {
    label: "Certificate",
    kind: "main",
    cell: (certificate) => html`
      <a class="row-link" href=${href(["certificates", certificate.id])}>
        ${courseName(certificate)}
      </a>
      <span class="sub">
        ${certificate.course?.id}${certificate.type === "course.passed" ? ", passed" : ""}
      </span>
    `,
  },
  {
    label: "Learner",
    kind: "name",
    cell: (certificate) => html`
      <a class="subtle" href=${href(["learners", certificate.learner_id])}>
        ${learnerName(certificate.learner, certificate.learner_id)}
      </a>
    `,
  },
  {
    label: "Badges",
    cell: (certificate) => html`
      <${Earned} certificate=${certificate} />
    `,
  },
  { label: "Source", cell: (certificate) => certificate.source },
  {
    label: "Issued there",
    kind: "end",
    cell: (certificate) => html`
      <${Time} at=${certificate.issued_at ?? certificate.created_at} />
    `,
  },
];

function Earned({ certificate }) {
  const badges = certificate.badges ?? [];
  if (!certificate.held) {
    return html`
      <${Chip} state="revoked" word="taken back" />
    `;
  }
  if (badges.length === 0) {
    return html`
      <span class="muted">earns nothing</span>
    `;
  }
  return html`
    <ul class="earned">
      ${badges.map(
        (badge) => html`
          <li key=${badge.id}>
            <a class="subtle" href=${href(["badges", badge.id])}>
              ${badge.template_name ?? "Badge"}
            </a>
            <${Chip} state=${badge.state} />
          </li>
        `,
      )}
    </ul>
  `;
}

function AllCertificates({ query }) {
  const [opened, setOpened] = useState(false);
  const [asking, setAsking] = useState(null);
  const [job, setJob] = useState(null);
  const filter = toApi(query, NAMES);
  const list = useList("/api/certificates", filter);
  const selection = useSelection(list.url);
  const needed = opened || Boolean(query.source || query.course);
  const fields = [
    { name: "course", label: "Course", options: useCourses(needed) },
    { name: "source", label: "Source", options: useSources(needed) },
    {
      name: "learner",
      label: "Learner",
      person: true,
      shown: (value) =>
        learnerName(list.items.find((each) => each.learner_id === value)?.learner, value),
    },
  ];
  const push = () => setAsking({ what: selection.all ? { filter } : { ids: selection.ids } });
  return html`
    <${Page}
      title="Certificates"
      lead="What the learning platforms told us, newest first."
      actions=${
        mayChange() &&
        html`
          <a class="button" href=${href(["imports"], { source: query.source })}>Import a file</a>
        `
      }
    >
      <${Filters} at=${["certificates"]} query=${query} fields=${fields} onOpen=${setOpened} />
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
        label="Certificates"
        columns=${COLUMNS}
        selection=${mayChange() ? selection : undefined}
        nameOf=${(each) => `${courseName(each)} of ${learnerName(each.learner, each.learner_id)}`}
        empty=${html`
          <${NoCertificates} query=${query} />
        `}
      />
      ${
        mayChange() &&
        (selection.all || selection.count > 0) &&
        html`
          <div class="bulk" role="region" aria-label="Selected certificates">
            <span role="status">
              ${selection.all ? "All that match are selected. " : `${counted(selection.count, "certificate")} selected. `}
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
            <button type="button" class="primary" onClick=${push}>
              <${Icon} name="send" />
              Push …
            </button>
            <button type="button" class="quiet" onClick=${selection.clear}>Clear</button>
          </div>
        `
      }
      ${
        asking &&
        html`
          <${BulkDialog}
            title="Push certificates?"
            verb="Push"
            one="certificate"
            path="/api/certificates/push"
            what=${asking.what}
            line=${(line) => html`
              <${Line} line=${line} certificate=${list.items.find((each) => each.id === line.id)} />
            `}
            onClose=${() => setAsking(null)}
            onStarted=${(started) => {
              setJob(started);
              selection.clear();
              scrollTo({ top: 0 });
            }}
          >
            <p>
              Each is looked at by the rules of today. What it earns is issued, also where a
              connection does not push by itself. Badges that stand already stay as they are.
            </p>
          <//>
        `
      }
    <//>
  `;
}

/** What a push would make of one; `certificate` when it is in the list that was read. */
function Line({ line, certificate }) {
  const templates = line.templates?.length ?? 0;
  const words = {
    push: `earns ${counted(templates, "badge")}`,
    earns_nothing: "earns nothing",
    not_held: "was taken back",
    unknown: "is not known",
  };
  return html`
    <span>
      ${
        certificate
          ? `${courseName(certificate)} · ${learnerName(certificate.learner, certificate.learner_id)}`
          : line.id
      }
    </span>
    <span class="muted">${words[line.result]}</span>
  `;
}

function NoCertificates({ query }) {
  return Object.keys(query).length > 0
    ? html`
        <${Empty}
          title="No certificate matches"
          actions=${html`
            <a class="button" href=${href(["certificates"])}>Show all certificates</a>
          `}
        >
          Take a filter away, or look at a longer time.
        <//>
      `
    : html`
        <${Empty}
          title="No certificates yet"
          icon="certificate"
          actions=${html`
            <a class="button" href=${href(["sources"])}>See the sources</a>
          `}
        >
          They appear here as soon as a learning platform posts one.
        <//>
      `;
}

const BADGE_COLUMNS = ["badge", "state", "provider", "changed"].map((name) => badgeColumns[name]);

function OneCertificate({ id }) {
  const path = `/api/certificates/${encodeURIComponent(id)}`;
  const certificate = useResource(path, { every: 6_000 });
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useState(null);
  const seen = certificate.data;
  const badges = seen?.badges ?? [];
  const name = seen && learnerName(seen.learner, seen.learner_id);
  return html`
    <${Page}
      title=${seen ? `${courseName(seen)} · ${name}` : "Certificate"}
      heading=${seen && courseName(seen)}
      back=${{ href: href(["certificates"]), label: "Certificates" }}
      lead=${
        seen &&
        html`
          Certificate of${" "}
          <a href=${href(["learners", seen.learner_id])}>${name}</a>
        `
      }
      actions=${
        seen?.held &&
        mayChange() &&
        html`
          <button type="button" onClick=${() => setAsking(true)}>
            <${Icon} name="send" />
            Push …
          </button>
        `
      }
    >
      ${
        job &&
        html`
          <${JobProgress}
            job=${job}
            key=${job.id}
            onDone=${certificate.refresh}
            onClose=${() => setJob(null)}
          />
        `
      }
      <${Loaded} of=${certificate}>
        ${(data) => html`
          ${
            !data.held &&
            html`
              <${Notice} tone="warn" title="The platform took it back.">
                It earns nothing any more. Badges that rest on it alone are revoked.
              <//>
            `
          }
          ${
            data.held &&
            badges.length === 0 &&
            html`
              <${Notice}
                title="It earns nothing."
                actions=${
                  mayMap() &&
                  html`
                    <a class="button small" href=${mapLink(data)}>Map this course</a>
                  `
                }
              >
                No rule makes a badge of a certificate for ${courseName(data)}.
              <//>
            `
          }
          <div class="main-and-aside">
            <${Card} title="Badges that rest on it" flush=${badges.length > 0}>
              ${
                badges.length > 0
                  ? html`
                      <${Rows}
                        items=${badges}
                        label="Badges that rest on it"
                        columns=${BADGE_COLUMNS}
                      />
                    `
                  : html`
                      <p class="muted">None.</p>
                    `
              }
            <//>
            <${Card} title="About">
              <${Facts}
                of=${[
                  [
                    "Learner",
                    html`
                      <a href=${href(["learners", data.learner_id])}>${name}</a>
                    `,
                  ],
                  ["E-mail", data.learner?.email],
                  [
                    "Course",
                    data.course &&
                      html`
                        ${courseName(data)}
                        <span class="sub muted">${data.course.id}</span>
                      `,
                  ],
                  [
                    "Course family",
                    data.course && data.course.family !== data.course.id && data.course.family,
                  ],
                  [
                    "Source",
                    html`
                      <a href=${href(["sources", data.source])}>${data.source}</a>
                    `,
                  ],
                  [
                    "At the platform",
                    data.url &&
                      html`
                        <${Outside} href=${data.url}>See it there<//>
                      `,
                  ],
                  ["What was told", data.type === "course.passed" && "The course was passed"],
                  ["Its id there", data.certificate_id],
                  [
                    "Issued there",
                    data.issued_at &&
                      html`
                        <${Time} at=${data.issued_at} exact />
                      `,
                  ],
                  [
                    "Expires",
                    data.expires_at &&
                      html`
                        <${Time} at=${data.expires_at} exact />
                      `,
                  ],
                  [
                    "First told",
                    html`
                      <${Time} at=${data.created_at} exact />
                    `,
                  ],
                  [
                    "Last told",
                    html`
                      <${Time} at=${data.updated_at} exact />
                    `,
                  ],
                  [
                    "Id",
                    html`
                      <${Code} text=${data.id} what="id" />
                    `,
                  ],
                ]}
              />
            <//>
          </div>
        `}
      <//>
      ${
        asking &&
        html`
          <${ActionDialog}
            title="Push this certificate?"
            confirm="Push"
            onClose=${() => setAsking(false)}
            onConfirm=${async () => setJob(await post(`${path}/push`))}
          >
            <p>
              It is looked at by the rules of today. What it earns is issued, also where a
              connection does not push by itself.
            </p>
          <//>
        `
      }
    <//>
  `;
}
