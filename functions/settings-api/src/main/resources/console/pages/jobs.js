import { html } from "../parts/view.js";
import { JobProgress, jobCounts, jobName } from "../parts/job.js";
import { List, useList } from "../parts/list.js";
import { Empty, Loaded } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { href } from "../parts/route.js";
import { Code } from "../parts/copy.js";
import { Chip } from "../parts/state.js";
import { lasting, number, Time } from "../parts/time.js";

export default function Jobs({ id }) {
  return id
    ? html`
        <${OneJob} id=${id} />
      `
    : html`
        <${AllJobs} />
      `;
}

const COLUMNS = [
  {
    label: "Job",
    kind: "main",
    cell: (job) => html`
      <a class="row-link" href=${href(["jobs", job.id])}>${jobName(job)}</a>
    `,
  },
  {
    label: "State",
    cell: (job) => html`
      <${Chip} state=${job.state} />
    `,
  },
  {
    label: "Came to",
    cell: (job) => html`
      <span>
        ${
          jobCounts(job) ||
          html`
            <span class="muted">nothing yet</span>
          `
        }
      </span>
    `,
  },
  { label: "Started by", cell: (job) => job.started_by },
  {
    label: "Started",
    kind: "end",
    cell: (job) => html`
      <${Time} at=${job.created_at} />
    `,
  },
];

function AllJobs() {
  const list = useList("/api/jobs", {}, { every: 4_000 });
  return html`
    <${Page} title="Jobs" lead="Long work that somebody asked for, newest first.">
      <${List}
        list=${list}
        label="Jobs"
        columns=${COLUMNS}
        empty=${html`
          <${Empty} title="No jobs yet" icon="job">
            Syncs, pushes of many badges and back-issues show up here while they run and after.
          <//>
        `}
      />
    <//>
  `;
}

function OneJob({ id }) {
  const job = useResource(`/api/jobs/${encodeURIComponent(id)}`, { every: 5_000 });
  return html`
    <${Page}
      title=${job.data ? jobName(job.data) : "Job"}
      back=${{ href: href(["jobs"]), label: "Jobs" }}
    >
      <${Loaded} of=${job}>
        ${(seen) => html`
          <${JobProgress}
            job=${seen}
            alone
            onDone=${(ended) => ended.state !== seen.state && job.replace(ended)}
          />
          <div class="columns">
            <${Card} title="Counts">
              <${Facts}
                of=${Object.entries(seen.counts ?? {}).map(([name, count]) => [
                  name.replaceAll("_", " "),
                  number(count),
                ])}
              />
              ${
                Object.keys(seen.counts ?? {}).length === 0 &&
                html`
                  <p class="muted">Nothing counted yet.</p>
                `
              }
            <//>
            <${Card} title="About">
              <${Facts}
                of=${[
                  ["Started by", seen.started_by],
                  [
                    "Started",
                    html`
                      <${Time} at=${seen.created_at} exact />
                    `,
                  ],
                  [
                    seen.state === "running" ? "Last step" : "Ended",
                    html`
                      <${Time} at=${seen.updated_at} exact />
                    `,
                  ],
                  [
                    "Took",
                    lasting(
                      seen.created_at,
                      seen.state === "running" ? Date.now() : Date.parse(seen.updated_at),
                    ),
                  ],
                  [
                    "Id",
                    html`
                      <${Code} text=${seen.id} what="id" />
                    `,
                  ],
                ]}
              />
            <//>
          </div>
        `}
      <//>
    <//>
  `;
}
