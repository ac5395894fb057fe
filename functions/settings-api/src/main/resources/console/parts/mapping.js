// The everyday rule, "a certificate for this course earns this template": how it is made.

import { html, useRef, useState } from "./view.js";
import { post } from "../api.js";
import { useSources } from "./choices.js";
import { useSeenCourses } from "./course.js";
import { Field, Form } from "./form.js";
import { Notice } from "./notice.js";
import { refreshStatus } from "./status.js";
import { TemplatePicker } from "./template.js";

const EARNED_BY = [
  { value: "", label: "The certificate, or the passed course where a platform knows none" },
  { value: "certificate.issued", label: "The certificate" },
  { value: "course.passed", label: "The passed course" },
];

export const mappingPath = (id) => `/api/mappings/${encodeURIComponent(id)}`;

/** The beginning of a day where people are. */
export function beginningOf(day) {
  return day ? new Date(`${day}T00:00:00`).toISOString() : null;
}

/**
 * Maps a course to a template.
 * @param {object} properties
 * @param {(mapping: any) => void} properties.onSaved
 * @param {string} [properties.source] chosen first
 * @param {string} [properties.course] chosen first
 * @param {string} [properties.template] chosen first
 * @param {boolean} [properties.fixed] whether the source stays what it is
 */
export function NewMapping({ onSaved, source = "", course = "", template = "", fixed, aside }) {
  const sources = useSources(true);
  const [from, setFrom] = useState(source);
  const [typed, setTyped] = useState(course);
  const [picked, setPicked] = useState(template);
  const [wrong, setWrong] = useState(null);
  const chosenSource = from || sources[0]?.value || "";
  const { items: courses } = useSeenCourses(chosenSource, typed.trim());
  const known = courses.find((each) => each.id === typed.trim());
  const family = known ?? courses.find((each) => each.family === typed.trim());
  const terms = known && known.family !== known.id ? known : null;
  const save = async ({ source: chosen, course: id, reach, template: target, event, since }) => {
    setWrong(null);
    if (!target) {
      setWrong("Pick the template that the course earns.");
      return;
    }
    const mapping = await post("/api/mappings", {
      source: chosen ?? chosenSource,
      course: reach === "family" && terms ? terms.family : id,
      template: target,
      ...(event ? { event } : {}),
      since: beginningOf(since),
    });
    refreshStatus().catch(() => {});
    onSaved(mapping);
  };
  return html`
    <${Form} submit="Map it" onSubmit=${save} aside=${aside}>
      ${
        !fixed &&
        html`
          <${Field}
            name="source"
            label="Source"
            type="select"
            value=${chosenSource}
            options=${sources}
            onChange=${(event) => setFrom(event.target.value)}
          />
        `
      }
      <${Field}
        name="course"
        label="Course"
        value=${typed}
        hint=${
          family
            ? `${family.name ?? family.id}${known ? "" : ", every term of it"}.`
            : "Its id, as the platform names it, such as welding-1 or course-v1:Org+W1+2026. Part of the name finds courses that were seen."
        }
        maxlength="255"
        autocomplete="off"
        spellcheck="false"
        onInput=${(event) => setTyped(event.target.value)}
      />
      ${
        !family &&
        courses.length > 0 &&
        html`
          <${Suggestions}
            courses=${courses}
            title=${typed.trim() ? "Seen courses that match" : "Seen, and not mapped yet"}
            onPick=${setTyped}
          />
        `
      }
      ${
        terms
          ? html`
              <fieldset class="field">
                <legend>For</legend>
                <label class="radio-line">
                  <input type="radio" name="reach" value="family" defaultChecked />
                  <span>
                    Every term of it
                    <span class="sub muted">Its family, ${terms.family}: survives the next term.</span>
                  </span>
                </label>
                <label class="radio-line">
                  <input type="radio" name="reach" value="id" />
                  <span>
                    This term alone
                    <span class="sub muted">${terms.id}</span>
                  </span>
                </label>
              </fieldset>
            `
          : html`
              <details class="explained">
                <summary>A course, or all its terms?</summary>
                <p class="hint">
                  A course's id, such as <code>course-v1:Org+W1+2026</code>, stands for that one
                  term. Its family, the id without the term as in <code>course-v1:Org+W1</code>,
                  stands for every term, also for those to come. Where ids have no term, both are
                  the same.
                </p>
              </details>
            `
      }
      <${TemplatePicker}
        value=${picked}
        wrong=${wrong}
        onPick=${(each) => {
          setPicked(each.id);
          setWrong(null);
        }}
      />
      <${Field}
        name="event"
        label="Earned by"
        type="select"
        value=""
        options=${EARNED_BY}
      />
      <${Field}
        name="since"
        label="Only certificates from this day on"
        type="date"
        optional
        hint="Without it all count that Badgebridge has not heard of yet. What it knows already earns nothing by itself: you back-issue it, and see first how many there are."
      />
      ${
        sources.length === 0 &&
        html`
          <${Notice} tone="warn">
            There is no source yet: <a href="#/sources?new=yes">make one first</a>.
          <//>
        `
      }
    <//>
  `;
}

function Suggestions({ courses, title, onPick }) {
  const list = useRef(null);
  const pick = (id) => {
    onPick(id);
    // The button goes away; the field has what was picked.
    list.current.closest("form").elements.course.focus();
  };
  return html`
    <div class="suggestions" ref=${list} role="group" aria-label=${title}>
      <p class="hint">${title}</p>
      <ul>
        ${courses.map(
          (course) => html`
            <li key=${course.id}>
              <button type="button" class="quiet" onClick=${() => pick(course.id)}>
                <span>
                  ${course.name ?? course.id}${" "}
                  ${
                    course.name &&
                    html`
                      <span class="sub muted">${course.id}</span>
                    `
                  }
                </span>
                <span class="muted">${course.mapped_to.length > 0 ? "mapped" : "not mapped"}</span>
              </button>
            </li>
          `,
        )}
      </ul>
    </div>
  `;
}
