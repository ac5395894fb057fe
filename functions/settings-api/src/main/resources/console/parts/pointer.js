// Pointers into the data of events, offered from what events really said.

import { html } from "./view.js";
import { Field } from "./form.js";
import { useResource } from "./poll.js";

/**
 * The places in the data of events, as they were seen.
 * @param {{event?: string, source?: string, course?: string} | null} asked which events; null: none
 *     yet
 * @returns {{items: {path: string, type: string, examples: any[], seen: number}[], ready: boolean}}
 *     `ready`: whether there was an answer
 */
export function usePlaces(asked) {
  const { data } = useResource(asked && "/api/events/fields", { query: asked ?? {} });
  // That there is something below a place says nothing; it is also what is passed on the way to
  // what is below.
  const items = (data?.items ?? []).filter((each) => each.type !== "object");
  return { items, ready: data !== null };
}

/** What [PointerField] offers: a list may serve several of them. */
export function PlaceList({ id, places }) {
  return html`
    <datalist id=${id}>
      ${places.map(
        (each) => html`
          <option value=${each.path} key=${each.path}>
            ${each.type}${each.examples.length > 0 && `, such as ${examplesOf(each)}`}
          </option>
        `,
      )}
    </datalist>
  `;
}

/** @param {{list: string, onInput: (pointer: string) => void}} properties and those of a field */
export function PointerField({ list, onInput, ...rest }) {
  return html`
    <${Field}
      maxlength="255"
      autocomplete="off"
      spellcheck="false"
      list=${list}
      onInput=${(event) => onInput(event.currentTarget.value)}
      ...${rest}
    />
  `;
}

/** The place that a text points to, if anything was seen there. */
export function placeAt(places, pointer) {
  return places.find((each) => each.path === pointer.trim());
}

/** "Seen: 93, 87"; null where there are no examples. */
export function seenWords(place) {
  return place?.examples.length > 0 ? `Seen: ${examplesOf(place)}` : null;
}

function examplesOf({ examples }) {
  return examples
    .map((each) => (typeof each === "string" ? each : JSON.stringify(each)))
    .join(", ");
}
