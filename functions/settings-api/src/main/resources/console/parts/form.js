// Forms whose errors stand where they belong: the API names the field, the field shows it.

import { createContext, html, useContext, useEffect, useRef, useState } from "./view.js";
import { Failed } from "./notice.js";

const FormState = createContext({ error: null, busy: false });

let ids = 0;

/**
 * @param {object} properties
 * @param {(values: Record<string, any>) => Promise<void>} properties.onSubmit fails with what the
 *     API answered. Values are trimmed texts, booleans for checkboxes, by the fields' names
 * @param {string} properties.submit the button's words
 * @param {"primary" | "danger"} [properties.tone]
 * @param {any} [properties.aside] buttons beside it
 * @param {boolean} [properties.blocked] nothing can be submitted yet
 * @param {any} [properties.shape] when it is another, fields have changed their names, and what was
 *     wrong with them is forgotten
 */
export function Form({
  onSubmit,
  submit,
  tone = "primary",
  aside,
  blocked = false,
  shape,
  children,
}) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const form = useRef(null);
  const alive = useRef(true);
  useEffect(() => () => (alive.current = false), []);
  useEffect(() => setError(null), [shape]);
  useEffect(() => {
    if (error) {
      const wrong =
        form.current.querySelector("[aria-invalid=true]") ??
        form.current.querySelector("[data-wrong]");
      for (let at = wrong; at; at = at.parentElement.closest("details")) {
        at.open = true;
      }
      (wrong ?? form.current.querySelector("[role=alert]"))?.focus();
    }
  }, [error]);
  const send = async (event) => {
    event.preventDefault();
    if (busy || blocked) {
      return;
    }
    setBusy(true);
    setError(null);
    try {
      await onSubmit(valuesOf(form.current));
    } catch (problem) {
      if (alive.current) {
        setError(problem);
      }
    }
    if (alive.current) {
      setBusy(false);
    }
  };
  return html`
    <${FormState.Provider} value=${{ error, busy }}>
      <form class="form" ref=${form} onSubmit=${send} novalidate>
        ${children}
        <${Unnamed} error=${error} form=${form} />
        <div class="actions form-actions">
          <button type="submit" class=${tone} aria-disabled=${busy || blocked} data-busy=${busy}>
            ${submit}
          </button>
          ${aside}
        </div>
      </form>
    <//>
  `;
}

/** What is wrong with no field of the form. */
function Unnamed({ error, form }) {
  if (!error) {
    return null;
  }
  const elements = [...(form.current?.elements ?? [])];
  const [groups, fields] = [true, false].map(
    (group) =>
      new Set(elements.filter((each) => isGroup(each) === group).map((element) => element.name)),
  );
  const rest = (error.errors ?? []).filter(
    ({ field }) => !groups.has(field) && !fields.has(rootOf(field, fields)),
  );
  const named = (error.errors ?? []).length > 0;
  if (named && rest.length === 0) {
    return html`
      <p class="hidden" role="alert">Some fields need your attention.</p>
    `;
  }
  return html`
    <div tabindex="-1">
      <${Failed} error=${{ message: error.message, detail: error.detail, errors: rest }} />
    </div>
  `;
}

function rootOf(field, shown) {
  return shown.has(field) ? field : field.replace(/[.[].*$/, "");
}

function isGroup(element) {
  return element.tagName === "FIELDSET";
}

function valuesOf(form) {
  const values = {};
  for (const element of form.elements) {
    if (!element.name || isGroup(element)) {
      continue;
    }
    if (element.type === "radio") {
      if (element.checked) {
        values[element.name] = element.value;
      }
    } else {
      values[element.name] = element.type === "checkbox" ? element.checked : element.value.trim();
    }
  }
  return values;
}

/**
 * Fields that belong together, and what is wrong with them as a whole.
 * @param {{name: string, legend: any, class?: string}} properties `name`: as the API names the whole
 */
export function FieldGroup({ name, legend, class: look = "field", children }) {
  const { error } = useContext(FormState);
  const [id] = useState(() => `field-${(ids += 1)}`);
  const wrong = error?.errors?.find((each) => each.field === name);
  return html`
    <fieldset
      class=${look}
      name=${name}
      tabindex="-1"
      data-wrong=${wrong ? "true" : undefined}
      aria-describedby=${wrong ? `${id}-wrong` : undefined}
    >
      <legend>${legend}</legend>
      ${children}
      <${Help} id=${id} wrong=${wrong} />
    </fieldset>
  `;
}

/**
 * One field with its label, hint and error.
 * @param {object} properties
 * @param {string} properties.name as the API names it
 * @param {string} properties.label
 * @param {string} [properties.hint]
 * @param {string} [properties.type] of an input; also "select", "textarea" and "checkbox"
 * @param {any} [properties.value] what it has first; what it has now, with `onInput`
 * @param {{value: string, label: string}[]} [properties.options] of a select
 * @param {boolean} [properties.optional] says so beside the label
 * @param {boolean} [properties.exact] fields that are named below it have their own errors
 */
export function Field({
  name,
  label,
  hint,
  type = "text",
  value = "",
  options = [],
  optional = false,
  exact = false,
  ...rest
}) {
  const { error } = useContext(FormState);
  const [id] = useState(() => `field-${(ids += 1)}`);
  const wrong = error?.errors?.find(
    (each) =>
      each.field === name ||
      (!exact && (each.field.startsWith(`${name}.`) || each.field.startsWith(`${name}[`))),
  );
  const described = [hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(" ");
  const common = {
    id,
    name,
    "aria-describedby": described || undefined,
    "aria-invalid": wrong ? "true" : undefined,
    ...rest,
  };
  if (type === "checkbox") {
    return html`
      <div class="field check">
        <input type="checkbox" defaultChecked=${value === true} ...${common} />
        <div>
          <label for=${id}>${label}</label>
          <${Help} id=${id} hint=${hint} wrong=${wrong} />
        </div>
      </div>
    `;
  }
  return html`
    <div class="field">
      <label for=${id}>
        ${label}${" "}${
          optional &&
          html`
            <span class="muted">(optional)</span>
          `
        }
      </label>
      ${
        type === "select"
          ? html`
              <${Choice} value=${value} options=${options} ...${common} />
            `
          : type === "textarea"
            ? html`
                <textarea rows="4" defaultValue=${value} ...${common}></textarea>
              `
            : html`
                <input type=${type} ...${rest.onInput ? { value } : { defaultValue: value }} ...${common} />
              `
      }
      <${Help} id=${id} hint=${hint} wrong=${wrong} />
    </div>
  `;
}

function Help({ id, hint, wrong }) {
  return html`
    ${
      hint &&
      html`
        <p class="hint" id=${`${id}-hint`}>${hint}</p>
      `
    }
    ${
      wrong &&
      html`
        <p class="wrong" id=${`${id}-wrong`}>${sentence(wrong.message)}</p>
      `
    }
  `;
}

function Choice({ value, options, ...rest }) {
  return html`
    <select ...${rest}>
      ${options.map(
        (each) => html`
          <option value=${each.value} selected=${each.value === value} key=${each.value}>
            ${each.label}
          </option>
        `,
      )}
    </select>
  `;
}

/** The API says "is needed"; beside the field that is "Is needed.". */
function sentence(message) {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
