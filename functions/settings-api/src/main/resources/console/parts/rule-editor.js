// The fields of a rule: groups of requirements, and what takes away what was met.

import { html, useEffect, useRef } from "./view.js";
import { Conditions } from "./condition.js";
import { CourseField } from "./course.js";
import { Field, FieldGroup } from "./form.js";
import { Card } from "./page.js";
import { askedWords, ruleSentences } from "./rule.js";
import { newAsked, newGroup, newPenalty, requirementsOf, ruleOf } from "./rule-draft.js";
import { EVENTS } from "./words.js";

const eventOptions = (types) => types.map((value) => ({ value, label: EVENTS[value] }));
const MEETING = eventOptions(["certificate.issued", "course.passed"]);
const TAKING = eventOptions([
  "course.failed",
  "certificate.revoked",
  "course.passed",
  "certificate.issued",
]);

/**
 * @param {object} properties
 * @param {any} properties.draft
 * @param {(draft: any) => void} properties.onChange
 * @param {{value: string, label: string}[]} properties.sources
 * @param {import("./rule.js").Names} properties.names
 */
export function RuleFields({ draft, onChange, sources, names }) {
  const addGroup = useRef(null);
  const addPenalty = useRef(null);
  const groups = (next) => onChange(withoutLost({ ...draft, groups: next }, draft));
  const penalties = (next) => onChange({ ...draft, penalties: next });
  return html`
    <${Card} title="What is asked">
      <div class="stack">
        <p class="muted">
          ${
            draft.groups.length > 1
              ? "All groups must be complete. How many of a group's requirements must be met, each says for itself."
              : "A learner must meet all of it, or as many as you say. A second group is asked for on top."
          }
        </p>
        <${FieldGroup} name="groups" class="field stack" legend=${html`<span class="hidden">Groups</span>`}>
          ${draft.groups.map(
            (group, g) => html`
              <${Group}
                key=${group.key}
                at=${g}
                group=${group}
                draft=${draft}
                sources=${sources}
                onChange=${(next) => groups(draft.groups.map((each) => (each === group ? next : each)))}
                onRemove=${
                  draft.groups.length > 1 &&
                  (() => {
                    addGroup.current.focus();
                    groups(draft.groups.filter((each) => each !== group));
                  })
                }
              />
            `,
          )}
        <//>
        <div class="actions">
          <button
            type="button"
            ref=${addGroup}
            onClick=${() => groups([...draft.groups, newGroup(draft)])}
          >
            Add a group
          </button>
        </div>
      </div>
    <//>
    <${Card} title="What takes it away">
      <div class="stack">
        <p class="muted">
          A certificate that is taken back counts no longer, by itself. Here you name other events
          that take away what was met, such as a failed course. What is met again afterwards counts
          again.
        </p>
        ${draft.penalties.map(
          (penalty, p) => html`
            <${Penalty}
              key=${penalty.key}
              at=${p}
              penalty=${penalty}
              draft=${draft}
              sources=${sources}
              names=${names}
              onChange=${(next) => penalties(draft.penalties.map((each) => (each === penalty ? next : each)))}
              onRemove=${() => {
                addPenalty.current.focus();
                penalties(draft.penalties.filter((each) => each !== penalty));
              }}
            />
          `,
        )}
        <div class="actions">
          <button
            type="button"
            ref=${addPenalty}
            onClick=${() => penalties([...draft.penalties, newPenalty(draft)])}
          >
            Add a penalty
          </button>
        </div>
      </div>
    <//>
  `;
}

/** Penalties reset no requirement that is gone, and its id is not used again. */
function withoutLost(next, before) {
  const left = new Set(requirementsOf(next).map((each) => each.id));
  const lost = requirementsOf(before)
    .map((each) => each.id)
    .filter((id) => !left.has(id));
  return {
    ...next,
    penalties: next.penalties.map((penalty) => ({
      ...penalty,
      resets: penalty.resets.filter((id) => left.has(id)),
    })),
    gone: [...before.gone, ...lost],
  };
}

/** Something new takes the focus, unless it was there when the page was. */
function useArrival() {
  const element = useRef(null);
  useEffect(() => {
    if (document.activeElement?.matches("button")) {
      element.current?.querySelector("input, select")?.focus();
    }
  }, []);
  return element;
}

function Group({ at, group, draft, sources, onChange, onRemove }) {
  const name = `groups[${at}]`;
  const box = useArrival();
  const add = useRef(null);
  const { requirements } = group;
  const count = requirements.length;
  const set = (next) => onChange({ ...group, ...next });
  const asked = (next) =>
    set({ requirements: next, least: Number(group.least) >= next.length ? "all" : group.least });
  return html`
    <${FieldGroup} name=${name} class="rule-part" legend=${`Group ${at + 1}`}>
      <div class="stack" ref=${box}>
        <div class="rule-line">
          ${
            count > 1 &&
            html`
              <${Field}
                name=${`${name}.at_least`}
                label="Needed"
                type="select"
                value=${group.least}
                options=${leasts(count)}
                onChange=${(event) => set({ least: event.currentTarget.value })}
              />
            `
          }
          <${Field}
            name=${`${name}.name`}
            label="Name"
            optional
            value=${group.name}
            placeholder=${`Group ${at + 1}`}
            maxlength="100"
            autocomplete="off"
            onInput=${(event) => set({ name: event.currentTarget.value })}
          />
        </div>
        <${FieldGroup}
          name=${`${name}.requirements`}
          class="field stack"
          legend=${html`<span class="hidden">Requirements of group ${at + 1}</span>`}
        >
          ${requirements.map(
            (each, r) => html`
              <${Requirement}
                key=${each.key}
                name=${`${name}.requirements[${r}]`}
                number=${r + 1}
                asked=${each}
                sources=${sources}
                onChange=${(next) => set({ requirements: requirements.map((one) => (one === each ? next : one)) })}
                onRemove=${
                  count > 1 &&
                  (() => {
                    add.current.focus();
                    asked(requirements.filter((one) => one !== each));
                  })
                }
              />
            `,
          )}
        <//>
        <div class="actions">
          <button
            type="button"
            class="small"
            ref=${add}
            onClick=${() => asked([...requirements, newAsked(draft, requirements.at(-1))])}
          >
            Add a requirement
          </button>
          ${
            onRemove &&
            html`
              <button type="button" class="small" onClick=${onRemove}>
                Remove group ${at + 1}
              </button>
            `
          }
        </div>
      </div>
    <//>
  `;
}

function leasts(count) {
  const some = Array.from({ length: count - 1 }, (_, i) => String(i + 1));
  return [
    { value: "all", label: count === 2 ? "Both of them" : `All ${count} of them` },
    ...some.map((value) => ({ value, label: `Any ${value} of ${count}` })),
  ];
}

function Requirement({ name, number, asked, sources, onChange, onRemove }) {
  const box = useArrival();
  return html`
    <${FieldGroup} name=${name} class="rule-asked" legend=${`Requirement ${number}`}>
      <div class="stack small" ref=${box}>
        <${Asked}
          name=${name}
          asked=${asked}
          events=${MEETING}
          sources=${sources}
          onChange=${onChange}
          aside=${
            onRemove &&
            html`
              <button type="button" class="small" onClick=${onRemove}>
                Remove requirement ${number}
              </button>
            `
          }
        />
      </div>
    <//>
  `;
}

/** Which events are meant. */
function Asked({ name, asked, events, sources, onChange, aside }) {
  const set = (next) => onChange({ ...asked, ...next });
  const any = { value: "", label: "Any source" };
  // A source that is gone stays what the rule says.
  const known = !asked.source || sources.some((each) => each.value === asked.source);
  const gone = known ? [] : [{ value: asked.source, label: `${asked.source} (not there)` }];
  return html`
    <div class="rule-line">
      <${Field}
        name=${`${name}.event`}
        label="Event"
        type="select"
        value=${asked.event}
        options=${events}
        onChange=${(event) => set({ event: event.currentTarget.value })}
      />
      <${Field}
        name=${`${name}.source`}
        label="Source"
        type="select"
        value=${asked.source}
        options=${[any, ...sources, ...gone]}
        onChange=${(event) => set({ source: event.currentTarget.value })}
      />
    </div>
    <${CourseField}
      name=${`${name}.course`}
      source=${asked.source}
      value=${asked.course}
      onInput=${(course) => set({ course })}
    />
    <${FieldGroup}
      name=${`${name}.conditions`}
      legend=${html`<span class=${asked.conditions.length > 0 ? "" : "hidden"}>Conditions on its data</span>`}
    >
      <${Conditions}
        name=${name}
        asked=${asked}
        onChange=${(conditions) => set({ conditions })}
        aside=${aside}
      />
    <//>
  `;
}

function Penalty({ at, penalty, draft, sources, names, onChange, onRemove }) {
  const name = `penalties[${at}]`;
  const box = useArrival();
  const { rule } = ruleOf(draft);
  const toggle = (id) =>
    onChange({
      ...penalty,
      resets: penalty.resets.includes(id)
        ? penalty.resets.filter((each) => each !== id)
        : [...penalty.resets, id],
    });
  return html`
    <${FieldGroup} name=${name} class="rule-part" legend=${`Penalty ${at + 1}`}>
      <div class="stack" ref=${box}>
        <${Asked} name=${name} asked=${penalty} events=${TAKING} sources=${sources} onChange=${onChange} />
        <${FieldGroup} name=${`${name}.resets`} legend="Takes away">
          ${rule.groups
            .flatMap((group) => group.requirements)
            .map(
              (each) => html`
                <label class="radio-line" key=${each.id}>
                  <input
                    type="checkbox"
                    checked=${penalty.resets.includes(each.id)}
                    onChange=${() => toggle(each.id)}
                  />
                  ${askedWords(each, names)}
                </label>
              `,
            )}
        <//>
        <div class="actions">
          <button type="button" class="small" onClick=${onRemove}>
            Remove penalty ${at + 1}
          </button>
        </div>
      </div>
    <//>
  `;
}

/**
 * A rule read back in plain words.
 * @param {{rule: any, names: import("./rule.js").Names}} properties
 */
export function ReadBack({ rule, names }) {
  return ruleSentences(rule, names).map(
    (sentence, i) => html`
      <p key=${i}>${sentence}</p>
    `,
  );
}
