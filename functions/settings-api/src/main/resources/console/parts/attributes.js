// What badges of a template bear beside their dates: from where in the data of the event that earned
// them each attribute of the provider is taken.

import { html, useState } from "./view.js";
import { FieldGroup } from "./form.js";
import { Notice } from "./notice.js";
import { Card } from "./page.js";
import { placeAt, PlaceList, PointerField, seenWords, usePlaces } from "./pointer.js";
import { href } from "./route.js";
import { requirementsOf } from "./rule-draft.js";
import { Chip } from "./state.js";
import { counted } from "./time.js";

const POINTERS = "attribute_pointers";
const LIST = "attribute-places";

const KINDS = { text: "text", date: "date", email: "e-mail", image: "URL of an image" };

/**
 * The attributes that the provider has, and those that were chosen when it still had them.
 * @returns {{name: string, kind: string | null, pointer: string}[]} `kind` null: it has it no more
 */
function attributesOf(template) {
  const chosen = new Map(Object.entries(template.attribute_pointers));
  const there = template.attributes.map(({ name, kind }) => ({
    name,
    kind,
    pointer: chosen.get(name) ?? "",
  }));
  there.forEach(({ name }) => chosen.delete(name));
  return [...there, ...[...chosen].map(([name, pointer]) => ({ name, kind: null, pointer }))];
}

/** What of a form's values was chosen; undefined when there was nothing to choose. */
export function pointersIn(values) {
  const beginning = `${POINTERS}.`;
  const fields = Object.entries(values).filter(([name]) => name.startsWith(beginning));
  return fields.length > 0
    ? Object.fromEntries(
        fields
          .filter(([, pointer]) => pointer !== "")
          .map(([name, pointer]) => [name.slice(beginning.length), pointer]),
      )
    : undefined;
}

const EXPLAINED =
  "What a badge bears beside its dates, taken from the event that earned it. What the event does not tell is left out, and the badge's history says so. Badges that are issued already stay as they are.";

/**
 * Fields of the settings, one for each attribute; nothing where there are none.
 * @param {{template: any, rules: any[] | undefined}} properties `rules`: that earn it, once known
 */
export function AttributeFields({ template, rules }) {
  const attributes = attributesOf(template);
  const places = usePlaces(attributes.length > 0 && rules ? earning(rules) : null);
  if (attributes.length === 0) {
    return null;
  }
  return html`
    <${FieldGroup} name=${POINTERS} class="field attributes" legend="Attributes on the badge">
      <p class="hint">${EXPLAINED}</p>
      ${attributes.map((attribute) =>
        attribute.kind === null
          ? html`
              <${Lost} attribute=${attribute} key=${attribute.name} />
            `
          : html`
              <${One} attribute=${attribute} places=${places} key=${attribute.name} />
            `,
      )}
      <${PlaceList} id=${LIST} places=${places.items.filter(isSingle)} />
      <p class="hint">
        Is one missing? Make the attribute at the provider, then${" "}
        <a href=${href(["connections", template.connection])}>sync the connection</a>.
      </p>
    <//>
  `;
}

/** Whose data is looked at: what all events that earn it have in common. */
function earning(rules) {
  const asked = rules.flatMap(requirementsOf);
  const common = (name) => {
    const values = new Set(asked.map((each) => each[name] ?? ""));
    return values.size === 1 ? [...values][0] : "";
  };
  return { event: common("event"), source: common("source"), course: common("course") };
}

function One({ attribute: { name, kind, pointer }, places }) {
  const [typed, setTyped] = useState(pointer);
  return html`
    <${PointerField}
      name=${`${POINTERS}.${name}`}
      exact
      label=${labelOf(name, kind)}
      placeholder="Not on the badge"
      hint=${typed.trim() && places.ready ? hintOf(kind, typed, places.items) : undefined}
      value=${typed}
      list=${LIST}
      onInput=${setTyped}
    />
  `;
}

function hintOf(kind, typed, places) {
  const place = placeAt(places, typed);
  if (!place) {
    return "No event that was seen so far says anything there.";
  }
  const seen = seenWords(place) ?? `Seen in ${counted(place.seen, "event")}`;
  return fits(kind, place) ? seen : `${seen}. That is ${UNFIT[kind]}, so it would be left out.`;
}

const UNFIT = {
  text: "no single value",
  date: "no date",
  email: "no e-mail address",
  image: "no URL",
};

const isSingle = (place) => place.type !== "list";

/** Whether what was seen may be written there. */
function fits(kind, place) {
  switch (kind) {
    case "date":
      return place.type === "time" || place.examples.some(beginsAsADay);
    case "email":
    case "image":
      return place.type === "text";
    default:
      return isSingle(place);
  }
}

function beginsAsADay(example) {
  return /^\d{4}-\d{2}-\d{2}/.test(example);
}

/** What is no longer there stays chosen until somebody decides: it may come back. */
function Lost({ attribute: { name, pointer } }) {
  const [kept, setKept] = useState(true);
  return html`
    <${Notice}
      tone="warn"
      title=${`The provider has no attribute “${name}” any more.`}
      actions=${html`
        <button type="button" class="small" onClick=${() => setKept(!kept)}>
          ${kept ? "Remove" : "Keep"}
          <span class="hidden">${" "}${name}</span>
        </button>
      `}
    >
      <span role="status">
        ${
          kept
            ? html`Badges are issued without it. It was taken from <code>${pointer}</code>.`
            : "It is removed when you save."
        }
      </span>
      <input type="hidden" name=${`${POINTERS}.${name}`} value=${kept ? pointer : ""} />
    <//>
  `;
}

/** The same, for who may not change it. */
export function Attributes({ template }) {
  const attributes = attributesOf(template);
  return (
    attributes.length > 0 &&
    html`
      <${Card} title="Attributes on the badge">
        <div class="stack small attributes">
          <p class="muted">${EXPLAINED}</p>
          <dl class="facts">${attributes.map(factOf)}</dl>
        </div>
      <//>
    `
  );
}

function factOf({ name, kind, pointer }) {
  return html`
    <div key=${name}>
      <dt>${kind === null ? name : labelOf(name, kind)}</dt>
      <dd>
        ${
          pointer
            ? html`
                <code>${pointer}</code>
              `
            : html`
                <span class="muted">not on the badge</span>
              `
        }
        ${
          kind === null &&
          html`
            ${" "}<${Chip} state="gone" word="not at the provider" tone="warn" />
          `
        }
      </dd>
    </div>
  `;
}

function labelOf(name, kind) {
  return html`
    ${name}${" "}<span class="muted">(${KINDS[kind]})</span>
  `;
}
