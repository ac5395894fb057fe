// How far learners are on the way to a badge.

import { html } from "./view.js";
import { learnerName } from "./badge.js";
import { href } from "./route.js";
import { askedWords } from "./rule.js";
import { Chip } from "./state.js";
import { Time } from "./time.js";

export const progressPath = (id) => `/api/progress/${encodeURIComponent(id)}`;

/** "2 of 3", as a bar and in words. */
export function Steps({ met, of, one = "group" }) {
  return html`
    <span class="steps-met">
      <meter min="0" max=${Math.max(of, 1)} value=${met} aria-hidden="true"></meter>
      <span>
        ${met} of ${of}
        <span class="hidden">${" "}${of === 1 ? one : `${one}s`} complete</span>
      </span>
    </span>
  `;
}

export function ProgressState({ progress }) {
  return html`
    <div>
      ${
        progress.satisfied
          ? html`
              <${Chip} state="done" word="complete" />
            `
          : html`
              <${Steps} ...${stepsOf(progress)} />
            `
      }
      ${
        progress.badge_state &&
        html`
          <span class="sub">
            Badge:${" "}<a href=${href(["badges", progress.badge_id])}>${progress.badge_state.replaceAll("_", " ")}</a>
          </span>
        `
      }
    </div>
  `;
}

/** Of a rule with one group its requirements are the steps: "0 of 1" says nothing. */
export function stepsOf({ met, of, groups }) {
  if (of !== 1 || !groups?.length) {
    return { met, of };
  }
  const [group] = groups;
  const done = group.requirements.filter((each) => each.met).length;
  return { met: Math.min(done, group.at_least), of: group.at_least, one: "requirement" };
}

/** Whether it says more than the badge does: of a mapped course there is the badge, or nothing. */
export function tellsMore({ satisfied, groups }) {
  return !satisfied || groups.length > 1 || groups[0]?.requirements.length > 1;
}

/** Closest to complete first, those who are complete last. */
export function byCloseness(a, b) {
  const share = ({ met, of }) => met / Math.max(of, 1);
  return a.satisfied === b.satisfied
    ? share(stepsOf(b)) - share(stepsOf(a))
    : Number(a.satisfied) - Number(b.satisfied);
}

/** @type {Record<string, import("./list.js").Column>} */
export const progressColumns = {
  learner: {
    label: "Learner",
    kind: "main",
    cell: (progress) => html`
      <a class="row-link" href=${href(["progress", progress.id])}>
        ${learnerName(progress.learner, progress.learner_id)}
        <span class="hidden">${" "}on the way to ${progress.template_name}</span>
      </a>
    `,
  },
  badge: {
    label: "Badge",
    kind: "main",
    cell: (progress) => html`
      <div>
        <a class="row-link" href=${href(["progress", progress.id])}>
          ${progress.template_name ?? progress.template_id}
        </a>
        ${
          progress.rule_name &&
          html`
            <span class="sub">${progress.rule_name}</span>
          `
        }
      </div>
    `,
  },
  state: {
    label: "Progress",
    cell: (progress) => html`
      <${ProgressState} progress=${progress} />
    `,
  },
  missing: {
    label: "Missing",
    cell: (progress) =>
      progress.missing?.length > 0
        ? html`
            <div>
              ${progress.missing.slice(0, 2).map(
                (sentence) => html`
                  <div key=${sentence}>${sentence}</div>
                `,
              )}
              ${
                progress.missing.length > 2 &&
                html`
                  <span class="sub">and ${progress.missing.length - 2} more</span>
                `
              }
            </div>
          `
        : html`
            <span class="muted">nothing</span>
          `,
  },
  changed: {
    label: "Changed",
    kind: "end",
    cell: (progress) => html`
      <${Time} at=${progress.updated_at} />
    `,
  },
};

/**
 * The groups of a rule, and what of them is met.
 * @param {{groups: any[], names: import("./rule.js").Names}} properties
 */
export function GroupsMet({ groups, names }) {
  return html`
    <div class="stack">
      ${groups.map(
        (group, i) => html`
          <section class="rule-part" key=${i} aria-label=${group.name || `Group ${i + 1}`}>
            <header class="met-head">
              <h3>${group.name || `Group ${i + 1}`}</h3>
              <span class="muted">${neededWords(group)}</span>
              ${
                group.complete
                  ? html`
                      <${Chip} state="done" word="complete" />
                    `
                  : html`
                      <${Chip} state="pending" word=${`${group.met} of ${group.at_least}`} />
                    `
              }
            </header>
            <ul class="met">
              ${group.requirements.map(
                (each) => html`
                  <${RequirementMet} key=${each.id} requirement=${each} names=${names} />
                `,
              )}
            </ul>
          </section>
        `,
      )}
    </div>
  `;
}

function neededWords({ at_least: least, requirements }) {
  if (requirements.length === 1) {
    return "";
  }
  return least < requirements.length
    ? `any ${least} of ${requirements.length}`
    : `all ${requirements.length}`;
}

function RequirementMet({ requirement, names }) {
  const { met, by, taken, reset } = requirement;
  return html`
    <li>
      <span class="met-mark">
        <${Chip} state=${met ? "done" : "none"} word=${met ? "met" : "missing"} />
      </span>
      <div>
        <span class="met-words">${askedWords(requirement, names)}</span>
        ${
          by &&
          html`
            <span class="sub muted">
              ${met ? "By" : "It was met by"}${" "}
              <a href=${href(["certificates", by.certificate_id])}>
                ${called(by.course, by.source, names)}
              </a>
              ${names.several && ` from ${names.sourceOf(by.source)}`}, earned${" "}<${Time} at=${by.earned_at ?? by.at} exact />.
            </span>
          `
        }
        ${
          taken &&
          html`
            <span class="sub muted">Taken back${" "}<${Time} at=${taken.at} exact />.</span>
          `
        }
        ${
          reset &&
          html`
            <span class="sub muted">
              Reset${" "}<${Time} at=${reset.at} exact />${reset.who ? ` by ${reset.who}` : " by a penalty"}${reset.reason ? `: “${reset.reason}”` : ""}.
            </span>
          `
        }
      </div>
    </li>
  `;
}

/** Courses come as ids or whole. */
function called(course, source, names) {
  if (course && typeof course === "object") {
    return course.name ?? course.id;
  }
  return course ? (names.courseOf(source, course) ?? course) : "a certificate";
}
