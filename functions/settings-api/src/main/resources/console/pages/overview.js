import { html, useState } from "../parts/view.js";
import { learnerName, templateName } from "../parts/badge.js";
import { BulkDialog } from "../parts/bulk.js";
import { DayChart } from "../parts/chart.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { Empty, Failed, Loading, Notice, Stale } from "../parts/notice.js";
import { Card, Page } from "../parts/page.js";
import { href } from "../parts/route.js";
import { mayChange } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import { refreshStatus, setUpInPart, startsFresh, useStatus } from "../parts/status.js";
import { counted, lasting, number, Time } from "../parts/time.js";

const OLD_TOKEN_MS = 180 * 86_400_000;
const LATE_MS = 10 * 60_000;

const SERIES = [
  { key: "issued", label: "Issued", as: "bar" },
  { key: "accepted", label: "Accepted", as: "dot" },
  { key: "failed", label: "Failed", as: "bar" },
  { key: "revoked", label: "Revoked", as: "bar" },
];

const QUEUES = { certificates: "Certificates to read", settle: "Badges to settle" };

export default function Overview() {
  const { overview, error } = useStatus();
  if (!overview) {
    return html`
      <${Page} title="Overview">
        ${
          error
            ? html`
                <${Failed} error=${error} retry=${() => refreshStatus().catch(() => {})} />
              `
            : html`
                <${Loading} lines=${8} />
              `
        }
      <//>
    `;
  }
  return html`
    <${Page} title="Overview">
      <${Stale} error=${error} />
      ${
        startsFresh(overview)
          ? html`
              <${Welcome} />
            `
          : html`
              ${
                setUpInPart(overview) &&
                mayChange() &&
                html`
                  <${Notice}
                    title="No certificate becomes a badge yet."
                    actions=${html`
                      <a class="button" href="#/start">Go on with the set-up</a>
                    `}
                  >
                    It keeps what you did so far.
                  <//>
                `
              }
              <${Numbers} overview=${overview} />
              <${Failures} overview=${overview} />
              ${
                overview.days?.length > 0 &&
                html`
                  <${Card} title="Badges a day">
                    <${DayChart} title="Badges a day" days=${overview.days} series=${SERIES} />
                  <//>
                `
              }
              <div class="columns narrow">
                <${Connections} connections=${overview.connections ?? []} />
                <${Sources} sources=${overview.sources} />
                <${Queues} overview=${overview} />
              </div>
            `
      }
    <//>
  `;
}

function Welcome() {
  return html`
    <${Empty}
      title="Welcome to Badgebridge"
      icon="badge"
      actions=${
        mayChange() &&
        html`
          <a class="button primary" href="#/start">Set it up</a>
        `
      }
    >
      Connect your badge provider, say which course earns which badge, and send a test event. It
      takes about five minutes.
    <//>
  `;
}

// ---- Numbers ----------------------------------------------------------------------------------

function Numbers({ overview }) {
  const { counts = {} } = overview;
  const dead = (overview.queues ?? []).reduce((sum, queue) => sum + (queue.dead ?? 0), 0);
  const oldest = overview.oldest_waiting_at;
  const late = oldest && Date.now() - Date.parse(oldest) > LATE_MS;
  return html`
    <ul class="numbers">
      <${NumberTile}
        label="Failed"
        of=${counts.failed}
        tone=${counts.failed?.count > 0 ? "bad" : "good"}
        link=${href(["badges"], { state: "failed" })}
      >
        ${counts.failed?.count > 0 ? "need you" : "nothing needs you"}
      <//>
      <${NumberTile}
        label="Open"
        of=${counts.open}
        tone=${late ? "warn" : ""}
        link=${href(["badges"], { state: "held,queued,issuing,retrying,unsure,unpublished,revoking" })}
      >
        ${
          oldest
            ? html`
                oldest waits ${lasting(oldest)}
              `
            : "held or under way"
        }
      <//>
      <${NumberTile}
        label="Issued"
        of=${counts.issued}
        link=${href(["badges"], { state: "issued" })}
      >
        at the providers
      <//>
      <${NumberTile}
        label="Revoked"
        of=${counts.revoked}
        link=${href(["badges"], { state: "revoked" })}
      >
        by us or by others
      <//>
      <${NumberTile}
        label="Dead letters"
        of=${{ count: dead }}
        tone=${dead > 0 ? "bad" : "good"}
        link="#/dead-letters"
      >
        ${dead > 0 ? "to look at" : "none"}
      <//>
      ${
        overview.courses_unmapped &&
        html`
          <${NumberTile}
            label="Courses to map"
            of=${overview.courses_unmapped}
            link=${href(["mappings"], { mapped: "false" })}
          >
            ${overview.courses_unmapped.count > 0 ? "earn no badge yet" : "all are mapped"}
          <//>
        `
      }
    </ul>
  `;
}

function NumberTile({ label, of, tone = "", link, children }) {
  return html`
    <li class="number" data-tone=${tone}>
      <a class="row-link" href=${link}>${label}</a>
      <strong>${of ? `${number(of.count)}${of.more ? "+" : ""}` : "–"}</strong>
      <span class="muted">${children}</span>
    </li>
  `;
}

// ---- Failures ---------------------------------------------------------------------------------

function Failures({ overview }) {
  const [asking, setAsking] = useState(null);
  const [job, setJob] = useState(null);
  const failures = overview.failures ?? [];
  const refresh = () => refreshStatus().catch(() => {});
  if (failures.length === 0 && !job) {
    return null;
  }
  return html`
    <${Card}
      title="What needs you"
      aside=${html`
        <a href=${href(["badges"], { state: "failed" })}>All failed badges</a>
      `}
    >
      ${
        job &&
        html`
          <${JobProgress}
            job=${job}
            key=${job.id}
            onDone=${refresh}
            onClose=${() => setJob(null)}
          />
        `
      }
      <ul class="failures">
        ${failures.map(
          (failure) => html`
            <li key=${failure.code}>
              <span class="failure-count" data-tone="bad">
                ${number(failure.count)}${failure.more ? "+" : ""}
              </span>
              <div class="failure-words">
                <strong>${failure.title}</strong>
                <span class="muted">${failure.remedy}</span>
              </div>
              <div class="actions">
                <a class="button small" href=${href(["badges"], failure.filter)}>
                  Show
                  <span class="hidden">
                    ${" "}${counted(failure.count, "badge")}: ${failure.title}
                  </span>
                </a>
                ${
                  mayChange() &&
                  html`
                    <button type="button" class="small" onClick=${() => setAsking(failure)}>
                      <${Icon} name="retry" />
                      Retry …
                      <span class="hidden">${" "}${failure.title}</span>
                    </button>
                  `
                }
              </div>
            </li>
          `,
        )}
      </ul>
      ${
        asking &&
        html`
          <${BulkDialog}
            title="Retry these badges?"
            verb="Retry"
            path="/api/badges/retry"
            what=${{ filter: asking.filter }}
            line=${(badge) => html`
              <span>${templateName(badge)} · ${learnerName(badge.learner, badge.learner_id)}</span>
              <${Chip} state=${badge.state} />
            `}
            onStarted=${setJob}
            onClose=${() => setAsking(null)}
          >
            <p>
              <strong>${asking.title}</strong>
              ${" "}${asking.remedy}
            </p>
          <//>
        `
      }
    <//>
  `;
}

// ---- Health -----------------------------------------------------------------------------------

function Connections({ connections }) {
  return html`
    <${Card} title="Providers">
      <ul class="health">
        ${connections.map((connection) => {
          const state = !connection.enabled ? "disabled" : connection.ok ? "up" : "down";
          const waits = connection.waiting?.badges ?? 0;
          const saved = connection.token_saved_at;
          return html`
            <li key=${connection.id}>
              <div class="health-line">
                <a class="subtle" href=${href(["connections", connection.id])}>
                  <strong>${connection.name}</strong>
                </a>
                <${Chip} state=${state} />
              </div>
              ${
                !connection.ok &&
                connection.trouble &&
                html`
                  <p>${connection.trouble}</p>
                `
              }
              <p class="muted">
                ${
                  connection.since &&
                  html`
                    ${state} for ${lasting(connection.since)} ·${" "}
                  `
                }
                ${
                  saved &&
                  html`
                    ${tokenAge(saved)} ·${" "}
                  `
                }
                ${waits > 0 ? `${counted(waits, "badge", connection.waiting)} waiting` : "nothing waits"}
              </p>
            </li>
          `;
        })}
      </ul>
    <//>
  `;
}

function tokenAge(saved) {
  const old = Date.now() - Date.parse(saved) > OLD_TOKEN_MS;
  return `token ${lasting(saved)} old${old ? ", time for a new one" : ""}`;
}

function Sources({ sources }) {
  if (!Array.isArray(sources)) {
    return null;
  }
  return html`
    <${Card} title="Sources">
      ${
        sources.length === 0 &&
        html`
          <p class="muted">
            No platform posts to us yet.${" "}
            <a href="#/sources">Add a source</a>
          </p>
        `
      }
      <ul class="health">
        ${sources.map(
          (source) => html`
            <li key=${source.id}>
              <div class="health-line">
                <a class="subtle" href=${href(["sources", source.id])}>
                  <strong>${source.name}</strong>
                </a>
                ${
                  source.last_verdict
                    ? html`
                        <${Chip} state=${source.last_verdict} />
                      `
                    : html`
                        <${Chip} state="none" word="no posts yet" />
                      `
                }
              </div>
              <p class="muted">
                last post${" "}
                <${Time} at=${source.last_post_at} />
                ${
                  source.last_rejected_at &&
                  html`
                    ${" "}· last refused${" "}
                    <${Time} at=${source.last_rejected_at} />
                  `
                }
              </p>
            </li>
          `,
        )}
      </ul>
    <//>
  `;
}

function Queues({ overview }) {
  const queues = overview.queues ?? [];
  return html`
    <${Card} title="Queues">
      <ul class="health">
        ${queues.map(
          (queue) => html`
            <li key=${queue.name}>
              <div class="health-line">
                <strong>${QUEUES[queue.name] ?? queue.name}</strong>
                <span>${number(queue.waiting ?? 0)} waiting</span>
              </div>
              <p class="muted">
                ${number(queue.in_flight ?? 0)} in work ·${" "}
                ${
                  queue.dead > 0
                    ? html`
                        <a href="#/dead-letters">${counted(queue.dead, "dead letter")}</a>
                      `
                    : "no dead letters"
                }
              </p>
            </li>
          `,
        )}
        <li>
          <div class="health-line">
            <strong>Jobs</strong>
            <a href="#/jobs">
              ${overview.running_jobs > 0 ? `${number(overview.running_jobs)} running` : "none running"}
            </a>
          </div>
          ${
            overview.oldest_waiting_at &&
            html`
              <p class="muted">
                The oldest badge has waited ${lasting(overview.oldest_waiting_at)}.
              </p>
            `
          }
        </li>
      </ul>
    <//>
  `;
}
