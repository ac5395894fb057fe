// Tries a rule on an event or on a learner's past, before it is saved.

import { html, useEffect, useState } from "./view.js";
import { post } from "../api.js";
import { Field, Form } from "./form.js";
import { Empty, Notice } from "./notice.js";
import { Card } from "./page.js";
import { useResource } from "./poll.js";
import { fromLines, inLines } from "./preview.js";
import { GroupsMet } from "./progress.js";
import { askedWords, conditionWords } from "./rule.js";
import { requirementsOf } from "./rule-draft.js";
import { sourcePath } from "./source.js";
import { Chip } from "./state.js";
import { exactly } from "./time.js";
import { EVENTS } from "./words.js";

const WAYS = [
  ["event", "An event"],
  ["learner", "A learner's past"],
];

/**
 * @param {object} properties
 * @param {any} properties.draft
 * @param {() => any} properties.rule as the API wants it; fails with what is wrong
 * @param {{value: string, label: string}[]} properties.sources
 * @param {import("./rule.js").Names} properties.names
 */
export function Trial({ draft, rule, sources, names }) {
  const [way, setWay] = useState("event");
  const [seen, setSeen] = useState(null);
  // What was tried was another rule.
  useEffect(() => setSeen(null), [draft]);
  const attempt = async (what) => {
    setSeen(null);
    const asked = rule();
    setSeen({ rule: asked, answer: await post("/api/rules/try", { rule: asked, ...what }) });
  };
  return html`
    <${Card} title="Try it">
      <div class="stack">
        <p class="muted">
          See what the rule as it stands above makes of it. Nothing is saved, issued or kept.
        </p>
        <fieldset class="segments narrow">
          <legend class="hidden">Try it</legend>
          ${WAYS.map(
            ([value, label]) => html`
              <label key=${value}>
                <input
                  type="radio"
                  name="way"
                  value=${value}
                  checked=${way === value}
                  onChange=${() => {
                    setWay(value);
                    setSeen(null);
                  }}
                />
                ${label}
              </label>
            `,
          )}
        </fieldset>
        ${
          way === "event"
            ? html`
                <${OnEvent}
                  sources=${sources}
                  first=${requirementsOf(draft).find((each) => each.source)?.source}
                  attempt=${attempt}
                />
              `
            : html`
                <${OnLearner} attempt=${attempt} />
              `
        }
        <div role="status">
          ${
            seen &&
            html`
              <${Outcome} seen=${seen} names=${names} />
            `
          }
        </div>
      </div>
    <//>
  `;
}

function OnEvent({ sources, first, attempt }) {
  const [chosen, setChosen] = useState("");
  const id = chosen || first || sources[0]?.value || "";
  const source = useResource(id ? sourcePath(id) : null);
  const presets = useResource("/api/presets");
  const sample = presets.data?.items.find((each) => each.id === source.data?.preset)?.sample;
  return html`
    <${Form}
      submit="Try the event"
      tone=""
      blocked=${!id}
      onSubmit=${({ body, headers }) =>
        attempt({ event: { source: id, body, headers: fromLines(headers) } })}
    >
      <${Field}
        name="event.source"
        label="Source"
        type="select"
        value=${id}
        options=${sources}
        hint="The platform whose post it is."
        onChange=${(event) => setChosen(event.currentTarget.value)}
      />
      <${Field}
        key=${`body of ${id} ${Boolean(sample)}`}
        name="body"
        label="Post"
        type="textarea"
        rows="10"
        class="payload"
        spellcheck="false"
        autocomplete="off"
        value=${sample?.body ?? ""}
        hint="As the platform posts it: paste one, or change the example."
      />
      <details class="more-fields">
        <summary>Headers</summary>
        <${Field}
          key=${`headers of ${id} ${Boolean(sample)}`}
          name="headers"
          label="Headers, one a line"
          type="textarea"
          rows="2"
          class="payload"
          spellcheck="false"
          autocomplete="off"
          value=${inLines(sample?.headers ?? { "content-type": "application/json" })}
          hint="The content type, and those in which something is looked for."
        />
      </details>
    <//>
  `;
}

function OnLearner({ attempt }) {
  const [found, setFound] = useState(null);
  const find = async ({ email }) => {
    setFound(null);
    const { items } = await post("/api/learners/find", { email });
    setFound(items);
    if (items.length === 1) {
      await attempt({ learner: items[0].id });
    }
  };
  return html`
    <${Form} submit="Try the learner" tone="" onSubmit=${find}>
      <${Field}
        name="email"
        label="Learner's e-mail"
        type="email"
        hint="The whole address. It is not kept in this page's address, nor in any log."
        autocomplete="off"
      />
      ${
        found?.length === 0 &&
        html`
          <p class="wrong" role="status">Nobody with this e-mail.</p>
        `
      }
      ${
        found?.length > 1 &&
        html`
          <div class="actions" role="status">
            <span>On several platforms:</span>
            ${found.map(
              (learner) => html`
                <button
                  type="button"
                  class="small"
                  key=${learner.id}
                  onClick=${() => attempt({ learner: learner.id })}
                >
                  ${learner.realm}
                </button>
              `,
            )}
          </div>
        `
      }
    <//>
  `;
}

function Outcome({ seen, names }) {
  const { answer, rule } = seen;
  return html`
    <div class="stack">
      ${
        answer.groups &&
        html`
          <${Notice}
            tone=${answer.satisfied ? "good" : "warn"}
            title=${
              answer.satisfied
                ? "By what they did, the learner earns the badge."
                : "By what they did, the learner does not earn the badge yet."
            }
          />
          <${GroupsMet} groups=${answer.groups} names=${names} />
        `
      }
      ${answer.groups && answer.events.length > 0 && html`<h3>Event by event</h3>`}
      ${answer.events.map(
        (event, i) => html`
          <${EventTried}
            key=${event.event_id ?? i}
            event=${event}
            rule=${rule}
            names=${names}
            open=${!answer.groups}
          />
        `,
      )}
      ${
        answer.events.length === 0 &&
        html`
          <${Empty} title="No event" icon="search">Nothing is known that the rule could look at.<//>
        `
      }
    </div>
  `;
}

function EventTried({ event, rule, names, open }) {
  if (event.reason) {
    return html`
      <${Notice} tone="warn" title="It is no event.">${event.reason}<//>
    `;
  }
  const met = event.requirements.filter((each) => each.met).length;
  const taken = event.penalties.filter((each) => each.incurred).length;
  const asked = new Map(rule.groups.flatMap((group) => group.requirements).map((each) => [each.id, each]));
  const course = event.course?.id ?? event.course;
  return html`
    <details class="tried" open=${open}>
      <summary>
        <span>
          ${EVENTS[event.type] ?? event.type}${course ? `: ${event.course?.name ?? names.courseOf(event.source, course) ?? course}` : ""}
          ${
            event.at &&
            html`
              ${" "}<span class="muted">${exactly(event.at)}</span>
            `
          }
        </span>
        <span class="chips">
          ${met > 0 && html`<${Chip} state="done" word=${`meets ${met}`} />`}
          ${taken > 0 && html`<${Chip} state="blocked" word="takes away" />`}
          ${met === 0 && taken === 0 && html`<${Chip} state="none" word="meets nothing" />`}
        </span>
      </summary>
      <ul class="met">
        ${event.requirements.map(
          (each) => html`
            <${Tested}
              key=${each.id}
              words=${asked.has(each.id) ? askedWords(asked.get(each.id), names) : each.id}
              good=${each.met}
              word=${each.met ? "met" : "not met"}
              of=${each}
            />
          `,
        )}
        ${event.penalties.map(
          (each, i) => html`
            <${Tested}
              key=${`penalty ${i}`}
              words=${rule.penalties[i] ? `Penalty: ${askedWords(rule.penalties[i], names)}` : `Penalty ${i + 1}`}
              good=${false}
              bad=${each.incurred}
              word=${each.incurred ? "incurred" : "not incurred"}
              of=${each}
            />
          `,
        )}
      </ul>
    </details>
  `;
}

/** A requirement or a penalty against one event, part by part. */
function Tested({ words, good, bad = false, word, of }) {
  const parts = [
    [of.event_fits, "the event", "another event"],
    [of.source_fits, "the source", "another source"],
    [of.course_fits, "the course", "another course"],
    [of.counts, "early enough", "earned before the rule counts"],
  ].filter(([fits]) => fits === false);
  return html`
    <li>
      <span class="met-mark">
        <${Chip} state=${good ? "done" : bad ? "blocked" : "none"} word=${word} />
      </span>
      <div>
        <span class="met-words">${words}</span>
        ${
          parts.length > 0 &&
          html`
            <span class="sub muted">It is ${parts.map(([, , other]) => other).join(", ")}.</span>
          `
        }
        ${
          of.conditions?.length > 0 &&
          html`
            <ul class="explained-conditions">
              ${of.conditions.map(
                (condition, i) => html`
                  <li key=${i}>
                    <${Chip} state=${condition.met ? "done" : "none"} word=${condition.met ? "yes" : "no"} />
                    <span>
                      <code>${conditionWords(condition)}</code>
                      <span class="sub muted">${condition.explanation}</span>
                    </span>
                  </li>
                `,
              )}
            </ul>
          `
        }
      </div>
    </li>
  `;
}
