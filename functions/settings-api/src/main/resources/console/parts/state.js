// States as an icon and a word; the colour only repeats them.

import { html } from "./view.js";
import { Icon } from "./icon.js";

// [tone, icon, word when it is not the state itself]
const LOOKS = {
  // badges
  held: ["warn", "pause"],
  queued: ["calm", "clock"],
  issuing: ["busy", "arrow"],
  retrying: ["busy", "retry"],
  unsure: ["warn", "question"],
  unpublished: ["warn", "pause", "not published"],
  issued: ["good", "check"],
  revoking: ["busy", "undo"],
  revoked: ["calm", "ban"],
  failed: ["bad", "alert"],
  // jobs
  running: ["busy", "retry"],
  done: ["good", "check"],
  cancelled: ["calm", "ban"],
  // at the provider, and templates
  pending: ["calm", "clock", "unclaimed"],
  published: ["good", "check"],
  accepted: ["good", "check"],
  rejected: ["bad", "close"],
  deleted: ["calm", "trash"],
  expired: ["calm", "clock"],
  draft: ["calm", "dot"],
  active: ["good", "check"],
  archived: ["calm", "ban"],
  gone: ["bad", "alert"],
  // deliveries
  ignored: ["calm", "dot"],
  unusable: ["warn", "alert"],
  captured: ["busy", "pause"],
  // anything
  on: ["good", "check"],
  off: ["calm", "pause"],
  up: ["good", "check"],
  down: ["bad", "alert"],
  paused: ["warn", "pause"],
  disabled: ["calm", "pause"],
  blocked: ["warn", "ban"],
  none: ["calm", "dot"],
};

/** The word that people see for a state. */
export function wordOf(state) {
  return LOOKS[state]?.[2] ?? String(state ?? "unknown").replaceAll("_", " ");
}

/**
 * @param {object} properties
 * @param {string} properties.state
 * @param {string} [properties.word] other than the state's own
 * @param {"good" | "warn" | "bad" | "busy" | "calm"} [properties.tone]
 */
export function Chip({ state, word, tone }) {
  const [usual, icon] = LOOKS[state] ?? ["calm", "dot"];
  return html`
    <span class="chip" data-tone=${tone ?? usual}>
      <${Icon} name=${icon} />
      <span class="chip-word">${word ?? wordOf(state)}</span>
    </span>
  `;
}
