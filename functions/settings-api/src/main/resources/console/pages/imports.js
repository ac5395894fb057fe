import { html, useEffect, useRef, useState } from "../parts/view.js";
import { get, post } from "../api.js";
import { useSources } from "../parts/choices.js";
import { save } from "../parts/export.js";
import { Field, Form } from "../parts/form.js";
import { JobProgress } from "../parts/job.js";
import { Rows } from "../parts/list.js";
import { Failed, Notice } from "../parts/notice.js";
import { Card, Page } from "../parts/page.js";
import { recordsOf } from "../parts/records.js";
import { href } from "../parts/route.js";
import { mayChange } from "../parts/session.js";
import { counted, number } from "../parts/time.js";

const MOST_ROWS = 100_000;
const MOST_SHOWN = 50;
const PAUSES_MS = [1_000, 3_000, 8_000, 20_000];

/** Our fields, and what files call them. */
const FIELDS = [
  { name: "user_id", label: "Learner's id", like: /^(user|learner|student|member|person)\W?(id|no|number|key)?$|^id$/ },
  { name: "email", label: "E-mail", like: /mail/ },
  { name: "first_name", label: "First name", like: /^(first|given|fore)\W?name$|^vorname$/ },
  { name: "last_name", label: "Last name", like: /^(last|family|sur)\W?name$|^nachname$/ },
  { name: "full_name", label: "Full name", like: /^(full\W?|display\W?|learner\W?|user\W?)?name$/ },
  { name: "course_id", label: "Course id", like: /^course\W?(id|key|code|no|number)?$|^kurs$/ },
  { name: "course_name", label: "Course name", like: /^course\W?(name|title)$/ },
  { name: "certificate_id", label: "Certificate id", like: /^certificate\W?(id|no|number|code|key)?$/ },
  { name: "certificate_url", label: "Certificate link", like: /^certificate\W?(url|link)$|^(url|link)$/ },
  { name: "issued_at", label: "Issued", like: /^(date|datum|issued|completed|earned|passed)\b|(issue|completion)\W?date/ },
  { name: "expires_at", label: "Expires", like: /expir|valid\W?(until|to)/ },
  { name: "locale", label: "Language", like: /^(locale|lang|language|sprache)$/ },
];

const NONE = { value: "", label: "No column" };

const TYPES = [
  { value: "certificate.issued", label: "A certificate that was issued" },
  { value: "course.passed", label: "A course that was passed" },
];

export default function Imports({ query }) {
  return html`
    <${Page}
      title="Import a file"
      back=${{ href: href(["certificates"]), label: "Certificates" }}
      lead="What learners earned before, from a file of comma-separated values. Each row counts as if its platform had told of it."
    >
      ${
        mayChange()
          ? html`
              <${Import} source=${query.source ?? ""} />
            `
          : html`
              <${Notice} title="Only admins can import files." />
            `
      }
    <//>
  `;
}

function Import({ source: given }) {
  const sources = useSources(true);
  const [file, setFile] = useState(null);
  const [unreadable, setUnreadable] = useState(null);
  const [source, setSource] = useState(given);
  const [columns, setColumns] = useState({});
  const [check, setCheck] = useState(null);
  const [order, setOrder] = useState(null);
  const abort = useRef(null);
  useEffect(() => () => abort.current?.abort(), []);
  const chosen = source || sources[0]?.value || "";

  const anew = () => {
    abort.current?.abort();
    setCheck(null);
    setOrder(null);
  };
  const choose = async (event) => {
    anew();
    const [picked] = event.currentTarget.files;
    setFile(null);
    setUnreadable(null);
    if (!picked) {
      return;
    }
    try {
      const read = await recordsOf(picked);
      setColumns(guessed(read.headings));
      setFile({ ...read, name: picked.name });
    } catch (error) {
      setUnreadable(error);
    }
  };
  const run = async (values) => {
    anew();
    const mine = new AbortController();
    abort.current = mine;
    const asked = orderOf(chosen, columns, values);
    try {
      await dryRun(file, asked, mine.signal, setCheck);
      setOrder(asked);
    } catch (error) {
      if (!mine.signal.aborted) {
        setCheck(null);
        throw error;
      }
    }
  };
  return html`
    <div class="stack">
      <${Card} title="The file">
        <${Form} submit="Check the file" blocked=${!file || !chosen} onSubmit=${run}>
          <${Field}
            name="source"
            label="Source"
            type="select"
            hint="The platform that the file is from: whose learners and courses it names."
            value=${chosen}
            options=${sources}
            onChange=${(event) => {
              anew();
              setSource(event.currentTarget.value);
            }}
          />
          <${Field}
            name="file"
            label="File"
            type="file"
            accept=".csv,.txt,text/csv"
            hint="With a heading line, separated by commas or semicolons, of at most 100,000 rows."
            onChange=${choose}
          />
          ${
            unreadable &&
            html`
              <${Failed} error=${unreadable} />
            `
          }
          ${
            file &&
            html`
              <${Columns}
                file=${file}
                columns=${columns}
                onChange=${(name, heading) => {
                  anew();
                  setColumns({ ...columns, [name]: heading });
                }}
                onOther=${anew}
              />
            `
          }
        <//>
      <//>
      ${
        check &&
        html`
          <${Checked} check=${check} file=${file} />
        `
      }
      ${
        order &&
        check.good > 0 &&
        html`
          <${Upload} key=${check.key} file=${file} order=${order} good=${check.good} />
        `
      }
    </div>
  `;
}

function Columns({ file, columns, onChange, onOther }) {
  const options = [NONE, ...file.headings.map((name) => ({ value: name, label: name }))];
  return html`
    <fieldset class="field">
      <legend>Which column has what</legend>
      <p class="hint">
        ${counted(file.records, "row")}. Needed are the course, a learner's id or e-mail, and when
        it was issued.
      </p>
      <div class="columns narrow">
        ${FIELDS.map(
          ({ name, label }) => html`
            <${Field}
              key=${name}
              name=${`columns.${name}`}
              label=${label}
              type="select"
              value=${columns[name] ?? ""}
              options=${options}
              onChange=${(event) => onChange(name, event.currentTarget.value)}
            />
          `,
        )}
      </div>
    </fieldset>
    ${
      !columns.course_id &&
      html`
        <${Field}
          name="values.course_id"
          label="Course id of all rows"
          hint="Because no column has it."
          maxlength="255"
          autocomplete="off"
          onChange=${onOther}
        />
      `
    }
    <${Field}
      name="type"
      label="A row tells of"
      type="select"
      value=${TYPES[0].value}
      options=${TYPES}
      onChange=${onOther}
    />
    <${Field}
      name="zone"
      label="Time zone"
      optional
      hint="Of times that carry none."
      value=${Intl.DateTimeFormat().resolvedOptions().timeZone}
      maxlength="60"
      autocomplete="off"
      spellcheck="false"
      onChange=${onOther}
    />
  `;
}

function guessed(headings) {
  const free = new Set(headings);
  const columns = {};
  for (const { name, like } of FIELDS) {
    const found = [...free].find((heading) => like.test(heading.toLowerCase().trim()));
    if (found) {
      free.delete(found);
      columns[name] = found;
    }
  }
  return columns;
}

/** What all chunks have in common, as the API wants it. */
function orderOf(source, columns, values) {
  const course = values["values.course_id"];
  return {
    source,
    type: values.type,
    columns: Object.fromEntries(Object.entries(columns).filter(([, heading]) => heading)),
    ...(course ? { values: { course_id: course } } : {}),
    ...(values.zone ? { zone: values.zone } : {}),
  };
}

function bodyOf(order, chunk) {
  return {
    ...order,
    csv: chunk.csv,
    chunk: chunk.number,
    first_row: chunk.firstRow,
    last: chunk.last,
  };
}

// ---- Checking ---------------------------------------------------------------------------------

async function dryRun(file, order, signal, told) {
  if (file.records > MOST_ROWS) {
    throw new Error(`The file has more than ${number(MOST_ROWS)} rows. Cut it in several.`);
  }
  let seen = { key: Date.now(), looked: 0, good: 0, bad: 0, known: 0, badRows: [] };
  told(seen);
  for (const chunk of file.chunks) {
    const body = { ...bodyOf(order, chunk), dry_run: true };
    const answer = await patiently(() => post("/api/imports", body, { signal }), signal);
    seen = {
      ...seen,
      looked: seen.looked + chunk.records,
      good: seen.good + answer.good,
      bad: seen.bad + answer.bad,
      known: seen.known + answer.known_learners,
      badRows: [...seen.badRows, ...answer.bad_rows],
    };
    told(seen);
  }
}

/** The network comes and goes; a long file is to survive that. */
async function patiently(call, signal) {
  for (const pause of PAUSES_MS) {
    try {
      return await call();
    } catch (error) {
      if (signal.aborted || !error.passing) {
        throw error;
      }
    }
    await new Promise((resolve) => {
      setTimeout(resolve, pause);
    });
  }
  return call();
}

const BAD_COLUMNS = [
  { label: "Row", kind: "main", cell: (bad) => number(bad.row) },
  { label: "Column", kind: "name", cell: (bad) => bad.column ?? "all of it" },
  { label: "What would be right", cell: (bad) => bad.remedy },
];

function Checked({ check, file }) {
  const over = check.looked >= file.records;
  return html`
    <${Card} title="What is in it">
      <div class="stack">
        ${
          !over &&
          html`
            <progress
              aria-label="The file is checked"
              max=${file.records}
              value=${check.looked}
            ></progress>
          `
        }
        <p role="status">
          <strong>${counted(check.good, "good row")}</strong>, ${counted(check.bad, "bad row")}.
          ${" "}${
            over
              ? `${number(check.known)} of the good ones are of learners who are known already.`
              : `${number(check.looked)} of ${number(file.records)} looked at.`
          }
        </p>
        ${
          check.bad > 0 &&
          html`
            <${Bad} rows=${check.badRows} name=${file.name} over=${over} />
          `
        }
      </div>
    <//>
  `;
}

function Bad({ rows, name, over }) {
  const shown = rows.slice(0, MOST_SHOWN);
  const keep = () => {
    const lines = rows.map((bad) => [bad.row, bad.column ?? "", bad.remedy].map(quoted).join(","));
    const text = ["row,column,remedy", ...lines, ""].join("\r\n");
    save(new Blob([text], { type: "text/csv;charset=utf-8" }), `bad-rows-of-${name}`);
  };
  return html`
    <p class="hint">Bad rows are left out. Mend them and import the file again: nothing counts twice.</p>
    <${Rows}
      items=${shown}
      label="Bad rows"
      idOf=${(bad) => `${bad.row} ${bad.column} ${bad.remedy}`}
      columns=${BAD_COLUMNS}
    />
    <div class="actions">
      ${
        over &&
        html`
          <button type="button" onClick=${keep}>Save the bad rows as CSV</button>
        `
      }
      ${
        rows.length > shown.length &&
        html`
          <span class="muted">The first ${number(shown.length)} of ${number(rows.length)}.</span>
        `
      }
    </div>
  `;
}

/** A heading that a spreadsheet would take for a formula is written behind an apostrophe. */
function quoted(cell) {
  const text = String(cell).replace(/^[=+\-@\t\r]/, "'$&");
  return `"${text.replaceAll('"', '""')}"`;
}

// ---- Importing --------------------------------------------------------------------------------

function Upload({ file, order, good }) {
  const [state, setState] = useState({ id: null, sent: 0, busy: false, error: null, job: null });
  const abort = useRef(null);
  useEffect(() => () => abort.current?.abort(), []);
  const start = async () => {
    const mine = new AbortController();
    abort.current = mine;
    const told = (change) => !mine.signal.aborted && setState((was) => ({ ...was, ...change }));
    told({ busy: true, error: null });
    try {
      const job = await sent(file, order, state.id, mine.signal, told);
      told({ busy: false, job });
    } catch (error) {
      told({ busy: false, error });
    }
  };
  if (state.job) {
    return html`
      <${JobProgress} job=${state.job} />
      <p>
        <a href=${href(["certificates"], { source: order.source })}>See the certificates</a>
      </p>
    `;
  }
  return html`
    <${Card} title="Import it">
      <div class="stack">
        ${
          state.busy &&
          html`
            <progress
              aria-label="The file is sent"
              max=${file.records}
              value=${state.sent}
            ></progress>
          `
        }
        ${
          state.error &&
          html`
            <${Failed} error=${state.error} />
          `
        }
        <div class="actions">
          <button type="button" class="primary" aria-disabled=${state.busy} data-busy=${state.busy} onClick=${() => !state.busy && start()}>
            ${state.error ? "Go on" : `Import ${counted(good, "row")}`}
          </button>
          <span class="muted" role="status">
            ${state.busy && `${number(state.sent)} of ${number(file.records)} rows sent.`}
          </span>
        </div>
        <p class="hint">
          Should it break off, choose the same file again: what was sent is not sent twice. The
          import begins when all is sent.
        </p>
      </div>
    <//>
  `;
}

/** Sends what is not there yet, and answers the import's job. */
async function sent(file, order, known, signal, told) {
  let id = known;
  const there = new Set();
  try {
    if (id) {
      (await importOf(id, signal)).chunks.forEach((chunk) => there.add(chunk));
    }
    let job = null;
    for (const chunk of file.chunks) {
      if (!there.has(chunk.number)) {
        const body = { ...bodyOf(order, chunk), ...(id ? { import: id } : {}) };
        const answer = await patiently(() => post("/api/imports", body, { signal }), signal);
        job = answer.job;
        if (!id) {
          id = answer.id;
          told({ id });
          if (!chunk.last) {
            (await importOf(id, signal)).chunks.forEach((each) => there.add(each));
          }
        }
      }
      told({ sent: chunk.firstRow - 2 + chunk.records });
    }
    return job ?? (await importOf(id, signal)).job;
  } catch (error) {
    // The answer to the last chunk may have been lost.
    const seen = id && !signal.aborted ? await importOf(id, signal).catch(() => null) : null;
    if (seen && (seen.whole || seen.job.state !== "running")) {
      return seen.job;
    }
    throw error;
  }
}

function importOf(id, signal) {
  return get(`/api/imports/${encodeURIComponent(id)}`, { signal });
}
