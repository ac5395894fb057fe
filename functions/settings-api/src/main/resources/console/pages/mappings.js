import { html, useEffect, useState } from "../parts/view.js";
import { post } from "../api.js";
import { Thumb } from "../parts/badge.js";
import { useSources, useTemplates } from "../parts/choices.js";
import { Code } from "../parts/copy.js";
import { ActionDialog } from "../parts/dialog.js";
import { DeleteDialog } from "../parts/effects.js";
import { Filters } from "../parts/filters.js";
import { Field } from "../parts/form.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { List, useList } from "../parts/list.js";
import { beginningOf, mappingPath, NewMapping } from "../parts/mapping.js";
import { useNames } from "../parts/names.js";
import { Empty, Failed, Loaded, Loading, Notice } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { useProviderOf } from "../parts/provider.js";
import { go, href } from "../parts/route.js";
import { ruleSentences } from "../parts/rule.js";
import { ExportRules } from "../parts/rule-files.js";
import { mayChange, mayMap } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import {
  Hindrance,
  SwitchDialog,
  templatePath,
  TemplateStates,
  useAllTemplates,
} from "../parts/template.js";
import { counted, number, Time } from "../parts/time.js";
import { say } from "../parts/toast.js";
import { Search, useWhole, WholeRows } from "../parts/whole.js";

const TABS = [
  { label: "All", query: {} },
  { label: "Mappings", query: { show: "mappings" } },
  { label: "Rules", query: { show: "rules" } },
  { label: "Seen, not mapped", query: { mapped: "false" } },
];

export default function Mappings({ id, query }) {
  if (id) {
    return html`
      <${OneMapping} id=${id} made=${Boolean(query.made)} />
    `;
  }
  return query.new
    ? html`
        <${MakeMapping} query=${query} />
      `
    : html`
        <${AllMappings} query=${query} />
      `;
}

// ---- All --------------------------------------------------------------------------------------

function AllMappings({ query }) {
  const sources = useSources(true);
  const templates = useTemplates(query.mapped !== "false");
  const fields = [
    { name: "source", label: "Source", options: sources },
    ...(query.mapped === "false"
      ? []
      : [{ name: "template", label: "Template", options: templates }]),
  ];
  return html`
    <${Page}
      title="Mappings and rules"
      lead="What earns badges: a certificate of one course by a mapping, more than that by a rule."
      actions=${html`
        <${ExportRules} />
        ${
          mayMap() &&
          html`
            <a class="button" href=${href(["rules"], { import: "yes" })}>Import</a>
            <a class="button" href=${href(["rules"], { new: "yes" })}>New rule</a>
            <a class="button primary" href=${href(["mappings"], { new: "yes" })}>Map a course</a>
          `
        }
      `}
    >
      <${Filters}
        at=${["mappings"]}
        query=${query}
        tabs=${TABS}
        fields=${fields}
        times=${false}
        actions=${html`
          <${Search} at=${["mappings"]} query=${query} label="Search courses" />
        `}
      />
      ${
        query.mapped === "false"
          ? html`
              <${Unmapped} query=${query} />
            `
          : html`
              <${Mapped} query=${query} />
            `
      }
    <//>
  `;
}

function Mapped({ query }) {
  const rules = useWhole("/api/rules", { every: 20_000 });
  const templates = useAllTemplates();
  const names = useNames();
  const byId = new Map((templates.data?.items ?? []).map((each) => [each.id, each]));
  const sought = (query.q ?? "").toLowerCase();
  const shows = (rule) =>
    (!query.show || rule.mapping === (query.show === "mappings")) &&
    (!query.source || asked(rule).some((each) => !each.source || each.source === query.source)) &&
    (!query.template || rule.template === query.template) &&
    [
      rule.name,
      byId.get(rule.template)?.name,
      ...asked(rule).flatMap(({ source, course }) => [course, course && names.courseOf(source, course)]),
    ].some((text) => (text ?? "").toLowerCase().includes(sought));
  const columns = [
    {
      label: "Asked",
      kind: "main",
      cell: (rule) =>
        rule.mapping
          ? html`
              <${MappedCourse} mapping=${rule} courseOf=${names.courseOf} />
            `
          : html`
              <${AskedByRule} rule=${rule} names=${names} />
            `,
    },
    {
      label: "Earns",
      cell: (rule) => html`
        <${Earned} template=${byId.get(rule.template)} id=${rule.template} />
      `,
    },
    { label: "Source", cell: (rule) => html`<${SourcesOf} rule=${rule} names=${names} />` },
    {
      label: "Counts from",
      cell: (rule) => html`
        <${Time} at=${rule.since} none="always" />
      `,
    },
    {
      label: "Made",
      kind: "end",
      cell: (rule) => html`
        <${Time} at=${rule.created_at} />
      `,
    },
  ];
  return html`
    <${Loaded} of=${rules} lines=${6}>
      ${({ items, more }) => {
        const shown = items.filter(shows);
        return shown.length > 0
          ? html`
              <${WholeRows}
                items=${shown}
                of=${items.length}
                more=${more}
                one="mapping or rule"
                many="mappings and rules"
                label="What earns badges"
                columns=${columns}
              />
            `
          : html`
              <${NoMappings} none=${items.length === 0} />
            `;
      }}
    <//>
  `;
}

function asked(rule) {
  return rule.groups.flatMap((group) => group.requirements);
}

function MappedCourse({ mapping, courseOf }) {
  const [{ source, course }] = asked(mapping);
  const name = courseOf(source, course);
  return html`
    <div>
      <a class="row-link" href=${href(["mappings", mapping.id])}>${name ?? course}</a>
      ${
        name &&
        !name.endsWith(`(${course})`) &&
        html`
          <span class="sub">${course}</span>
        `
      }
      <${Trouble} of=${mapping} />
    </div>
  `;
}

function AskedByRule({ rule, names }) {
  const sentences = ruleSentences(rule, names);
  return html`
    <div>
      <a class="row-link" href=${href(["rules", rule.id])}>${rule.name ?? sentences[0]}</a>
      <span class="sub words">${(rule.name ? sentences : sentences.slice(1)).join(" ")}</span>
      <${Trouble} of=${rule} />
    </div>
  `;
}

function Trouble({ of }) {
  return (
    of.trouble &&
    html`
      <span class="sub words">
        <${Chip} state="down" word="trouble" />
        ${" "}${of.trouble}
      </span>
    `
  );
}

function SourcesOf({ rule, names }) {
  const sources = [...new Set(asked(rule).map((each) => each.source ?? ""))];
  return sources.map((id) => (id ? names.sourceOf(id) : "any")).join(", ");
}

function NoMappings({ none }) {
  if (!none) {
    return html`
      <${Empty}
        title="No mapping or rule matches"
        actions=${html`
          <a class="button" href=${href(["mappings"])}>Show all</a>
        `}
      />
    `;
  }
  return html`
    <${Empty}
      title="Nothing earns a badge yet"
      icon="mapping"
      actions=${
        mayMap() &&
        html`
          <a class="button primary" href=${href(["mappings"], { new: "yes" })}>Map a course</a>
        `
      }
    >
      Say which course earns which badge, or make a rule of several courses. Certificates for
      other courses are kept, and earn nothing.
    <//>
  `;
}

function Earned({ template, id }) {
  return html`
    <div class="person">
      <${Thumb} src=${template?.image_url} />
      <div>
        <a class="subtle" href=${href(["templates", id])}>${template?.name ?? id}</a>
        ${
          template &&
          (template.state !== "active" || !template.active) &&
          html`
            <span class="sub"><${TemplateStates} template=${template} /></span>
          `
        }
      </div>
    </div>
  `;
}

const COURSE_COLUMNS = [
  {
    label: "Course",
    kind: "main",
    cell: (course) => html`
      <div>
        <strong>${course.name ?? course.id}</strong>
        ${
          course.name &&
          html`
            <span class="sub">${course.id}</span>
          `
        }
      </div>
    `,
  },
  { label: "Source", cell: (course) => course.source },
  {
    label: "First seen",
    cell: (course) => html`
      <${Time} at=${course.first_seen_at} />
    `,
  },
  {
    label: "Last seen",
    cell: (course) => html`
      <${Time} at=${course.last_seen_at} />
    `,
  },
];

const MAP_COLUMN = {
  label: "Map",
  kind: "end",
  cell: (course) => html`
    <a
      class="button small"
      href=${href(["mappings"], { new: "yes", source: course.source, course: course.id })}
    >
      Map
      <span class="hidden">${" "}${course.name ?? course.id}</span>
    </a>
  `,
};

function Unmapped({ query }) {
  const list = useList(
    "/api/courses",
    { mapped: "false", q: query.q, source: query.source },
    {
      idOf: (course) => `${course.source} ${course.id}`,
      timeOf: (course) => course.last_seen_at,
    },
  );
  return html`
    <p class="hint">
      Courses that certificates came for, and that earn no badge. Map those that should.
    </p>
    <${List}
      list=${list}
      label="Courses that are not mapped"
      columns=${mayMap() ? [...COURSE_COLUMNS, MAP_COLUMN] : COURSE_COLUMNS}
      empty=${
        query.q || query.source
          ? html`
              <${Empty}
                title="No course matches"
                actions=${html`
                  <a class="button" href=${href(["mappings"], { mapped: "false" })}>
                    Show all that are not mapped
                  </a>
                `}
              />
            `
          : html`
              <${Empty} title="All courses are mapped" icon="check">
                A course shows up here with its first certificate, when nothing is earned by it.
              <//>
            `
      }
    />
  `;
}

function MakeMapping({ query }) {
  return html`
    <${Page}
      title="Map a course"
      back=${{ href: href(["mappings"]), label: "Mappings and rules" }}
      lead="A certificate for the course earns the template."
    >
      <${Card}>
        <${NewMapping}
          key=${[query.source, query.course, query.template].join(" ")}
          source=${query.source}
          course=${query.course}
          template=${query.template}
          onSaved=${(mapping) => {
            say("Mapped.");
            go(["mappings", mapping.id], { made: "yes" });
          }}
          aside=${html`
            <a class="button" href=${href(["mappings"])}>Cancel</a>
          `}
        />
      <//>
    <//>
  `;
}

// ---- One --------------------------------------------------------------------------------------

function OneMapping({ id, made }) {
  const mapping = useResource(mappingPath(id), { every: 20_000 });
  const template = useResource(mapping.data && templatePath(mapping.data.template), {
    every: 10_000,
  });
  const [asking, setAsking] = useState(null);
  const [job, setJob] = useState(null);
  const seen = mapping.data;
  return html`
    <${Page}
      title=${seen?.course ?? "Mapping"}
      back=${{ href: href(["mappings"]), label: "Mappings and rules" }}
      lead=${seen && `A certificate for it from ${seen.source} earns a badge.`}
      actions=${
        seen &&
        html`
          ${
            mayChange() &&
            html`
              <button type="button" onClick=${() => setAsking("back-issue")}>
                <${Icon} name="send" />
                Back-issue …
              </button>
            `
          }
          ${
            mayMap() &&
            html`
              <button type="button" class="warns" onClick=${() => setAsking("delete")}>
                Delete …
              </button>
            `
          }
        `
      }
    >
      <${Loaded} of=${mapping}>
        ${(data) => html`
          ${
            template.data &&
            html`
              <${Hindrance}
                template=${template.data}
                actions=${
                  mayChange() &&
                  html`
                    <button type="button" onClick=${() => setAsking("switch")}>Switch on …</button>
                  `
                }
              />
            `
          }
          ${
            made &&
            !job &&
            html`
              <${Made} mapping=${data} onIssue=${() => setAsking("back-issue")} />
            `
          }
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
          <div class="columns">
            <${Card} title="Earns">
              <${Loaded} of=${template} lines=${2}>
                ${(earned) => html`
                  <div class="person">
                    <${Thumb} src=${earned.image_url} large />
                    <div>
                      <a href=${href(["templates", earned.id])}>${earned.name}</a>
                      <span class="sub"><${TemplateStates} template=${earned} /></span>
                    </div>
                  </div>
                `}
              <//>
            <//>
            <${Card} title="About">
              <${Facts}
                of=${[
                  ["Course or family", data.course],
                  [
                    "Source",
                    html`
                      <a href=${href(["sources", data.source])}>${data.source}</a>
                    `,
                  ],
                  [
                    "Counts from",
                    html`
                      <${Time} at=${data.since} exact none="always" />
                    `,
                  ],
                  [
                    "Certificates",
                    html`
                      <a href=${href(["certificates"], { course: data.course })}>See them</a>
                    `,
                  ],
                  [
                    "Made",
                    html`
                      <${Time} at=${data.created_at} exact />
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
          ${
            asking === "back-issue" &&
            html`
              <${BackIssue} mapping=${data} onStarted=${setJob} onClose=${() => setAsking(null)} />
            `
          }
          ${
            asking === "switch" &&
            template.data &&
            html`
              <${SwitchDialog}
                on
                template=${template.data}
                onSwitched=${(changed) => {
                  setJob(changed.job ?? null);
                  template.refresh();
                }}
                onClose=${() => setAsking(null)}
              />
            `
          }
          ${
            asking === "delete" &&
            html`
              <${DeleteDialog}
                title="Delete this mapping?"
                rule=${data}
                path=${mappingPath(data.id)}
                onClose=${() => setAsking(null)}
              >
                From now on the course earns nothing by it.
              <//>
            `
          }
        `}
      <//>
    <//>
  `;
}

/** Who has earned it before the mapping was made; counted again when `since` is another. */
function useCount(mapping, since) {
  const path = `${mappingPath(mapping.id)}/back-issue`;
  const [seen, setSeen] = useState(null);
  const [error, setError] = useState(null);
  useEffect(() => {
    let current = true;
    setSeen(null);
    setError(null);
    post(path, { since, dry_run: true }).then(
      (answer) => current && setSeen(answer),
      (problem) => current && setError(problem),
    );
    return () => {
      current = false;
    };
  }, [path, since]);
  return { path, seen, error };
}

/** What a new mapping does, and what it does not do by itself. */
function Made({ mapping, onIssue }) {
  return html`
    <${Notice} tone="good" title="The course is mapped.">
      <p>From now on a certificate for it earns the badge.</p>
      ${
        mayChange() &&
        html`
          <${Before} mapping=${mapping} onIssue=${onIssue} />
        `
      }
    <//>
  `;
}

function Before({ mapping, onIssue }) {
  const { seen, error } = useCount(mapping, undefined);
  if (error) {
    return html`
      <p>How many have earned it before could not be counted. Back-issue counts again.</p>
    `;
  }
  if (!seen) {
    return html`
      <p class="muted" role="status">Counting who has earned it before …</p>
    `;
  }
  return seen.count > 0
    ? html`
        <p role="status">
          ${counted(seen.count, "learner", seen)} ${seen.count === 1 && !seen.more ? "has" : "have"}
          ${" "}earned it before. They get it only if you say so.
        </p>
        <div class="actions">
          <button type="button" onClick=${onIssue}>See and issue …</button>
        </div>
      `
    : html`
        <p role="status">Nobody who has earned it before is without it.</p>
      `;
}

function BackIssue({ mapping, onStarted, onClose }) {
  const [day, setDay] = useState("");
  const since = beginningOf(day) ?? undefined;
  const { path, seen, error } = useCount(mapping, since);
  const total = seen?.count ?? 0;
  const words = seen && counted(total, "learner", seen);
  const provider = useProviderOf(mapping.template.split(".")[0]);
  return html`
    <${ActionDialog}
      title="Issue for certificates from before?"
      confirm=${total > 0 ? `Issue to ${words}` : "Issue"}
      blocked=${total === 0}
      onClose=${onClose}
      onConfirm=${async ({ quiet }) => onStarted(await post(path, { since, quiet }))}
    >
      <${Field}
        name="since"
        label="Certificates from this day on"
        type="date"
        optional
        hint="Without it all of this course that Badgebridge knows."
        onChange=${(event) => setDay(event.target.value)}
      />
      ${
        error
          ? html`
              <${Failed} error=${error} />
            `
          : seen
            ? html`
                <p class="count-line" role="status">
                  <strong>${number(total)}${seen.more ? "+" : ""}</strong>
                  <span>
                    ${
                      total === 0
                        ? "learners: there is nothing to do"
                        : `${total === 1 ? "learner gets" : "learners get"} the badge`
                    }
                  </span>
                </p>
                ${
                  seen.have > 0 &&
                  html`
                    <p>
                      ${seen.have === 1 ? "1 learner has" : `${number(seen.have)} learners have`} one
                      already, and keep${seen.have === 1 ? "s" : ""} it as it is.
                    </p>
                  `
                }
              `
            : html`
                <${Loading} lines=${1} label="Counting" />
              `
      }
      ${
        provider?.quiet &&
        html`
          <${Field}
            name="quiet"
            type="checkbox"
            label="Quietly"
            hint="The provider sends these learners no e-mail."
          />
        `
      }
    <//>
  `;
}
