// What happened to a badge, from the platform's post to what the provider has.

import { html } from "./view.js";
import { Icon } from "./icon.js";
import { Time, took } from "./time.js";
import { isCall, sentenceOf } from "./words.js";

// By step, or by outcome.
const STEPS = {
  receive: ["calm", "source"],
  wanted: ["calm", "arrow"],
  retry: ["busy", "retry"],
  push: ["busy", "send"],
  hold: ["warn", "pause"],
  expire: ["calm", "clock"],
};
const OUTCOMES = {
  done: ["good", "check"],
  accepted: ["good", "check"],
  found: ["good", "check"],
  adopted: ["good", "check"],
  pending: ["calm", "clock"],
  refused: ["bad", "alert"],
  unauthorized: ["bad", "alert"],
  rejected: ["bad", "close"],
  revoked: ["calm", "ban"],
  deleted: ["calm", "trash"],
  unsure: ["warn", "question"],
  another_found: ["warn", "alert"],
  slow_down: ["warn", "clock"],
  not_sent: ["warn", "retry"],
  already_there: ["busy", "search"],
  not_found: ["busy", "search"],
};

/** Timelines of the API, or the history where there is no timeline. */
export function entriesOf(badge) {
  return badge.timeline ?? badge.history ?? [];
}

/** @param {{entries: any[]}} properties oldest first, as the API has them */
export function Timeline({ entries }) {
  return html`
    <ol class="timeline">
      ${entries.map(
        (entry, i) => html`
          <${Entry} entry=${entry} key=${`${entry.number ?? i}-${entry.at}`} />
        `,
      )}
    </ol>
  `;
}

function Entry({ entry }) {
  const [tone, icon] = STEPS[entry.step] ?? OUTCOMES[entry.outcome] ?? ["calm", "dot"];
  return html`
    <li data-tone=${tone}>
      <span class="timeline-mark"><${Icon} name=${icon} /></span>
      <div class="timeline-body">
        <div class="timeline-head">
          <strong>${entry.title ?? sentenceOf(entry)}</strong>
          <${Time} at=${entry.at} />
        </div>
        ${
          entry.answer &&
          isCall(entry.step) &&
          (entry.outcome === "done"
            ? html`
                <p>${entry.answer}</p>
              `
            : html`
                <blockquote>${entry.answer}</blockquote>
              `)
        }
        <ul class="timeline-facts">
          ${facts(entry).map(
            (fact) => html`
              <li>${fact}</li>
            `,
          )}
        </ul>
      </div>
    </li>
  `;
}

function facts(entry) {
  const all = [];
  if (entry.count > 1) {
    all.push(html`
      <strong>${entry.count} times</strong>
      ${" "}since${" "}
      <${Time} at=${entry.first_at} />
    `);
  }
  if (entry.status > 0) {
    all.push(html`
      answered${" "}
      <code>${entry.status}</code>
    `);
  } else if (entry.status === 0 && isCall(entry.step) && entry.outcome !== "late") {
    all.push("no answer");
  }
  if (entry.latency_ms > 0) {
    all.push(`took ${took(entry.latency_ms)}`);
  }
  if (entry.answer && !isCall(entry.step)) {
    all.push(entry.answer);
  }
  if (
    entry.next_attempt_at &&
    entry.step !== "hold" &&
    Date.parse(entry.next_attempt_at) > Date.now()
  ) {
    all.push(html`
      next:${" "}
      <${Time} at=${entry.next_attempt_at} />
    `);
  }
  if (entry.by?.kind === "person") {
    all.push(`by ${entry.by.id}`);
  }
  if (entry.by?.reason && entry.by.kind === "person") {
    all.push(`“${entry.by.reason}”`);
  }
  return all;
}
