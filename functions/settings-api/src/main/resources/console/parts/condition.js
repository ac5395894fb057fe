// Conditions on an event's data: a pointer, a test and a value, each offered from what events really
// said.

import { html, useEffect, useRef, useState } from "./view.js";
import { Field } from "./form.js";
import { placeAt, PlaceList, PointerField, seenWords, usePlaces } from "./pointer.js";
import { OPERATORS } from "./rule.js";
import { newCondition } from "./rule-draft.js";

const TYPES = [
  { value: "text", label: "Text" },
  { value: "number", label: "Number" },
  { value: "time", label: "Time" },
  { value: "boolean", label: "Yes or no" },
  { value: "list", label: "List" },
  { value: "object", label: "Anything" },
];

const BOOLEANS = [
  { value: "true", label: "true" },
  { value: "false", label: "false" },
];

const EXISTENCE = [
  { value: "true", label: "yes" },
  { value: "false", label: "no" },
];

let lists = 0;

/**
 * @param {object} properties
 * @param {string} properties.name of what has the conditions, as the API names it
 * @param {{event: string, source: string, course: string, conditions: any[]}} properties.asked
 * @param {(conditions: any[]) => void} properties.onChange
 * @param {any} [properties.aside] buttons beside the one that adds a condition
 */
export function Conditions({ name, asked, onChange, aside }) {
  const { event, source, course, conditions } = asked;
  const [list] = useState(() => `pointers-${(lists += 1)}`);
  const add = useRef(null);
  const asks = conditions.length > 0;
  const { items: places } = usePlaces(asks ? { event, source, course: course.trim() } : null);
  const change = (index, values) =>
    onChange(conditions.map((each, i) => (i === index ? { ...each, ...values } : each)));
  return html`
    <div class="conditions">
      ${conditions.map(
        (condition, i) => html`
          <${Condition}
            key=${condition.key}
            name=${`${name}.conditions[${i}]`}
            number=${i + 1}
            condition=${condition}
            places=${places}
            list=${list}
            onChange=${(values) => change(i, values)}
            onRemove=${() => {
              add.current.focus();
              onChange(conditions.filter((each) => each !== condition));
            }}
          />
        `,
      )}
      ${
        asks &&
        html`
          <${PlaceList} id=${list} places=${places} />
        `
      }
      <div class="actions">
        <button
          type="button"
          class="small"
          ref=${add}
          onClick=${() => onChange([...conditions, newCondition()])}
        >
          Add a condition
        </button>
        ${aside}
      </div>
    </div>
  `;
}

function Condition({ name, number, condition, places, list, onChange, onRemove }) {
  const seen = placeAt(places, condition.path);
  const type = condition.type || (seen?.type ?? "text");
  const operators = OPERATORS.filter((each) => each.words[type]).map((each) => ({
    value: each.value,
    label: each.words[type],
  }));
  /** A test that the type does not know becomes its first. */
  const as = (next) => {
    const fits = OPERATORS.find((each) => each.value === condition.op)?.words[next];
    const first = OPERATORS.find((each) => each.words[next]).value;
    const op = fits ? condition.op : first;
    if (next === type || op === "exists") {
      return { type: next, op };
    }
    // A choice is no text, and a text no choice.
    const text = next === "boolean" ? "true" : type === "boolean" ? "" : condition.text;
    return { type: next, op, text };
  };
  useEffect(() => {
    // What was typed before it was known what there is.
    if (seen && !condition.type) {
      onChange(as(seen.type));
    }
  }, [seen]);
  const point = (path) => {
    const found = placeAt(places, path);
    onChange({ path, ...(found ? as(found.type) : {}) });
  };
  return html`
    <fieldset class="condition">
      <legend class="hidden">Condition ${number}</legend>
      <${PointerField}
        name=${`${name}.path`}
        label="Pointer"
        value=${condition.path}
        placeholder="/data/score"
        list=${list}
        onInput=${point}
      />
      <${Field}
        name=${`${name}.type`}
        label="Type"
        type="select"
        value=${type}
        options=${TYPES}
        onChange=${(event) => onChange(as(event.currentTarget.value))}
      />
      <${Field}
        name=${`${name}.op`}
        label="Test"
        type="select"
        value=${condition.op}
        options=${operators}
        onChange=${(event) => {
          const op = event.currentTarget.value;
          onChange({ type, op, ...(op === "exists" ? { text: "true" } : {}) });
        }}
      />
      <${Value} name=${`${name}.value`} type=${type} condition=${condition} onChange=${(text) => onChange({ type, text })} />
      <button type="button" class="small" onClick=${onRemove}>
        Remove
        <span class="hidden">${" "}condition ${number}</span>
      </button>
      ${
        seenWords(seen) &&
        html`
          <p class="hint">${seenWords(seen)}</p>
        `
      }
    </fieldset>
  `;
}

function Value({ name, type, condition, onChange }) {
  const { op, text } = condition;
  if (op === "exists" || type === "boolean") {
    return html`
      <${Field}
        key="choice"
        name=${name}
        label="Value"
        type="select"
        value=${text === "false" ? "false" : "true"}
        options=${op === "exists" ? EXISTENCE : BOOLEANS}
        onChange=${(event) => onChange(event.currentTarget.value)}
      />
    `;
  }
  if (op === "in") {
    return html`
      <${Field}
        key="lines"
        name=${name}
        label="Values, one a line"
        type="textarea"
        rows="3"
        value=${text}
        onInput=${(event) => onChange(event.currentTarget.value)}
      />
    `;
  }
  return html`
    <${Field}
      key="text"
      name=${name}
      label="Value"
      value=${text}
      inputmode=${type === "number" ? "decimal" : undefined}
      placeholder=${type === "time" ? "2026-01-31" : undefined}
      maxlength="500"
      autocomplete="off"
      onInput=${(event) => onChange(event.currentTarget.value)}
    />
  `;
}
