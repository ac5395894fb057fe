// What happened to a badge, from the platform's post to what the provider has.

import { html } from "./view.js";
import { Icon } from "./icon.js";
import { Time, took } from "./time.js";

const LOOKS = {
  done: ["good", "check"],
  accepted: ["good", "check"],
  found: ["good", "check"],
  adopted: ["good", "check"],
  issued: ["good", "check"],
  received: ["calm", "source"],
  refused: ["bad", "alert"],
  failed: ["bad", "alert"],
  rejected: ["bad", "close"],
  unusable: ["bad", "alert"],
  unauthorized: ["bad", "alert"],
  unsure: ["warn", "question"],
  held: ["warn", "pause"],
  slow_down: ["warn", "clock"],
  not_sent: ["warn", "retry"],
  already_there: ["busy", "search"],
  empty: ["busy", "search"],
};

const BY = { event: "by an event", person: "by a person", system: "by itself" };

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
  const [tone, icon] = LOOKS[entry.outcome] ?? ["calm", "dot"];
  return html`
    <li data-tone=${tone}>
      <span class="timeline-mark"><${Icon} name=${icon} /></span>
      <div class="timeline-body">
        <div class="timeline-head">
          <strong>${entry.title ?? sentence(entry)}</strong>
          <${Time} at=${entry.at} />
        </div>
        ${
          entry.answer &&
          html`
            <blockquote>${entry.answer}</blockquote>
          `
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
  if (entry.status !== null && entry.status !== undefined) {
    all.push(
      entry.status === 0
        ? "no answer"
        : html`
            answered${" "}
            <code>${entry.status}</code>
          `,
    );
  }
  if (entry.latency_ms !== null && entry.latency_ms !== undefined) {
    all.push(`took ${took(entry.latency_ms)}`);
  }
  if (entry.next_attempt_at && Date.parse(entry.next_attempt_at) > Date.now()) {
    all.push(html`
      next:${" "}
      <${Time} at=${entry.next_attempt_at} />
    `);
  }
  if (entry.by?.kind === "person") {
    all.push(`by ${entry.by.id}`);
  } else if (entry.by && BY[entry.by.kind] && !entry.title) {
    all.push(BY[entry.by.kind]);
  }
  if (entry.by?.reason && entry.by.kind === "person") {
    all.push(`“${entry.by.reason}”`);
  }
  return all;
}

function sentence({ step, outcome }) {
  const words = `${step ?? ""}: ${outcome ?? ""}`.replaceAll(/[_-]/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
