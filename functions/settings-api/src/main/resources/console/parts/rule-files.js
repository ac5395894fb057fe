// Rules as a file: kept, and read back after it was shown what would come of it.

import { html, useState } from "./view.js";
import { get, post } from "../api.js";
import { save } from "./export.js";
import { Field, Form } from "./form.js";
import { Icon } from "./icon.js";
import { Rows } from "./list.js";
import { Empty, Failed, Notice } from "./notice.js";
import { Card } from "./page.js";
import { href } from "./route.js";
import { Chip } from "./state.js";
import { refreshStatus } from "./status.js";
import { counted } from "./time.js";
import { say } from "./toast.js";

const MOST_BYTES = 5_000_000;

/** So many the API takes in one call. */
const AT_ONCE = 200;

/** Saves all rules as a file. */
export function ExportRules() {
  const [busy, setBusy] = useState(false);
  const start = async () => {
    setBusy(true);
    try {
      const text = JSON.stringify(await get("/api/rules/export"), null, 2);
      const name = `badgebridge-rules-${new Date().toISOString().slice(0, 10)}.json`;
      save(new Blob([text], { type: "application/json" }), name);
      say("The file is in your downloads.");
    } catch (error) {
      say(`${error.message} ${error.detail ?? ""}`, { tone: "bad" });
    }
    setBusy(false);
  };
  return html`
    <button type="button" data-busy=${busy} aria-disabled=${busy} onClick=${() => busy || start()}>
      <${Icon} name="download" />
      Export
      <span class="hidden">${" "}all rules</span>
    </button>
  `;
}

const VERDICTS = {
  new: ["active", "new"],
  changed: ["running", "changed"],
  same: ["none", "the same"],
  refused: ["down", "refused"],
};

const COLUMNS = [
  {
    label: "Rule",
    kind: "main",
    cell: (item) =>
      item.name ??
      html`
        <code>${item.id}</code>
      `,
  },
  {
    label: "Verdict",
    cell: (item) => {
      const [state, word] = VERDICTS[item.verdict] ?? ["none", item.verdict];
      return html`
        <${Chip} state=${state} word=${word} />
      `;
    },
  },
  {
    label: "Why",
    cell: (item) =>
      item.problem ??
      html`
        <span class="muted">–</span>
      `,
  },
];

/** Reads a file of rules, shows what would come of each, and takes them when told to. */
export function ImportRules() {
  const [unreadable, setUnreadable] = useState(null);
  const [seen, setSeen] = useState(null);
  const [done, setDone] = useState(null);
  const [names, setNames] = useState(new Map());
  const choose = async (event) => {
    setUnreadable(null);
    setSeen(null);
    setDone(null);
    const [file] = event.currentTarget.files;
    if (!file) {
      return;
    }
    try {
      const rules = await rulesOf(file);
      setNames(new Map(rules.map((rule) => [rule?.id, rule?.name])));
      setSeen({ rules, items: await bring(rules, true) });
    } catch (error) {
      setUnreadable(error);
    }
  };
  const take = async () => {
    const items = await bring(seen.rules, false);
    refreshStatus().catch(() => {});
    setSeen(null);
    setDone({ items });
  };
  const count = (verdict, { items }) => items.filter((each) => each.verdict === verdict).length;
  const changes = seen ? count("new", seen) + count("changed", seen) : 0;
  const shown = seen ?? done;
  return html`
    <div class="stack">
      <${Card} title="The file">
        <${Form}
          submit=${seen ? `Import ${counted(changes, "rule")}` : "Import"}
          blocked=${changes === 0}
          onSubmit=${take}
        >
          <${Field}
            name="file"
            label="File"
            type="file"
            accept=".json,application/json"
            hint="As an export made it. A rule with an id that is there already is changed; what the file does not have stays."
            onChange=${choose}
          />
          ${
            unreadable &&
            html`
              <${Failed} error=${unreadable} />
            `
          }
          ${
            seen &&
            html`
              <p role="status">
                ${counted(count("new", seen), "new rule")}, ${count("changed", seen)} changed,
                ${" "}${count("same", seen)} the same, ${count("refused", seen)} refused. Nothing is
                saved yet.
              </p>
            `
          }
        <//>
      <//>
      ${
        done &&
        html`
          <div role="status">
            <${Notice}
              tone=${count("refused", done) > 0 ? "warn" : "good"}
              title="The file is imported."
              actions=${html`
                <a class="button" href=${href(["mappings"], { show: "rules" })}>See the rules</a>
              `}
            >
              ${counted(count("new", done) + count("changed", done), "rule")} saved. No badge changed by
              it: open a rule to apply it to everybody.
            <//>
          </div>
        `
      }
      ${
        shown &&
        (shown.items.length > 0
          ? html`
              <${Rows}
                items=${shown.items.map((item, i) => ({ ...item, key: `${i} ${item.id}`, name: names.get(item.id) }))}
                idOf=${(item) => item.key}
                label=${done ? "What came of the rules" : "What would come of the rules"}
                columns=${COLUMNS}
              />
            `
          : html`
              <${Empty} title="The file has no rules" icon="mapping" />
            `)
      }
    </div>
  `;
}

/** What comes of each rule; asked again, those that are there already are the same. */
async function bring(rules, dryRun) {
  const items = [];
  for (let from = 0; from < rules.length; from += AT_ONCE) {
    const some = rules.slice(from, from + AT_ONCE);
    const answer = await post("/api/rules/import", { rules: some, dry_run: dryRun });
    items.push(...answer.items);
  }
  return items;
}

async function rulesOf(file) {
  if (file.size > MOST_BYTES) {
    throw new Error("The file has more than five megabytes.");
  }
  let content;
  try {
    content = JSON.parse(await file.text());
  } catch {
    throw new Error("The file is not JSON.");
  }
  const rules = Array.isArray(content) ? content : content?.rules;
  if (!Array.isArray(rules)) {
    throw new Error("The file has no list of rules.");
  }
  return rules;
}
