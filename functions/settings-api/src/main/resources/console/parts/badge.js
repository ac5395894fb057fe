// What badges look like wherever they stand.

import { html } from "./view.js";
import { Icon } from "./icon.js";
import { href } from "./route.js";
import { Chip } from "./state.js";
import { Time } from "./time.js";

/** The template's name, or what there is of it. */
export function templateName(badge) {
  return badge.template_name ?? badge.template?.name ?? "Badge";
}

/** The learner's name, or their id. */
export function learnerName(learner, id) {
  return learner?.name?.trim() || (id ? `Learner ${id.slice(0, 6)}` : "Unknown learner");
}

/** Decorative: the name stands beside it. */
export function Thumb({ src, large = false }) {
  const size = large ? "thumb large" : "thumb";
  return src
    ? html`
        <img class=${size} src=${src} alt="" loading="lazy" referrerpolicy="no-referrer" />
      `
    : html`
        <span class=${`${size} thumb-empty`}><${Icon} name="badge" /></span>
      `;
}

/** The state, and why it is so. */
export function BadgeState({ badge }) {
  return html`
    <div>
      <${Chip} state=${badge.state} />
      ${
        badge.reason &&
        badge.state !== "issued" &&
        html`
          <span class="sub">${shortly(badge.reason)}</span>
        `
      }
      ${
        badge.next_attempt_at &&
        ["retrying", "unsure", "unpublished"].includes(badge.state) &&
        html`
          <span class="sub">
            next:${" "}
            <${Time} at=${badge.next_attempt_at} />
          </span>
        `
      }
    </div>
  `;
}

/** The first sentence; the page of the badge has the rest. */
function shortly(reason) {
  const end = reason.search(/[.!?](\s|$)/);
  return end < 0 ? reason : reason.slice(0, end + 1);
}

/** @type {Record<string, import("./list.js").Column>} */
export const badgeColumns = {
  badge: {
    label: "Badge",
    kind: "main",
    cell: (badge) => html`
      <div class="person">
        <${Thumb} src=${badge.image_url} />
        <a class="row-link" href=${href(["badges", badge.id])}>
          ${templateName(badge)}
          <span class="hidden">${" "}of ${learnerName(badge.learner, badge.learner_id)}</span>
        </a>
      </div>
    `,
  },
  learner: {
    label: "Learner",
    kind: "name",
    cell: (badge) => html`
      <a class="subtle" href=${href(["learners", badge.learner_id])}>
        ${learnerName(badge.learner, badge.learner_id)}
      </a>
    `,
  },
  state: {
    label: "State",
    cell: (badge) => html`
      <${BadgeState} badge=${badge} />
    `,
  },
  provider: {
    label: "At the provider",
    cell: (badge) =>
      badge.provider_state
        ? html`
            <${Chip} state=${badge.provider_state} />
          `
        : html`
            <span class="muted">not there</span>
          `,
  },
  course: {
    label: "Course",
    cell: (badge) =>
      badge.course?.name ??
      badge.course?.id ??
      html`
        <span class="muted">–</span>
      `,
  },
  changed: {
    label: "Changed",
    kind: "end",
    cell: (badge) => html`
      <${Time} at=${badge.updated_at} />
    `,
  },
};
