// Courses that platforms have told of: what they are called, and how one is found.

import { html, useEffect, useRef, useState } from "./view.js";
import { Field } from "./form.js";
import { useResource } from "./poll.js";
import { useWhole } from "./whole.js";

const MOST_SUGGESTED = 6;
const MOST_SOUGHT = 100;
const TYPING_MS = 200;

// What courses and their families are called, for everything on the page that names one. Ids are
// those of a source; without a source they are whichever was met last.
const names = new Map();
const listeners = new Set();

// By name: the families that are called so.
const called = new Map();

function learn(courses) {
  const before = names.size;
  for (const { source, id, family, name } of courses) {
    if (name) {
      called.set(name, (called.get(name) ?? new Set()).add(family));
      // A family is called as its newest course, a course by its own name.
      for (const key of [`${source} ${id}`, ` ${id}`]) {
        names.set(key, name);
      }
      for (const key of [`${source} ${family}`, ` ${family}`]) {
        if (!names.has(key)) {
          names.set(key, name);
        }
      }
    }
  }
  if (names.size !== before) {
    listeners.forEach((listener) => listener(names.size));
  }
}

/**
 * Reads what the courses that earn something are called.
 * @returns {(source: string | null, course: string) => string | undefined} their names, as far as
 *     they are known, with the id where others are called the same
 */
export function useCourseNames() {
  const { data } = useWhole("/api/courses", { query: { mapped: "true" } });
  const [, setCount] = useState(names.size);
  useEffect(() => {
    listeners.add(setCount);
    return () => listeners.delete(setCount);
  }, []);
  useEffect(() => learn(data?.items ?? []), [data]);
  return (source, course) => {
    const name = names.get(`${source ?? ""} ${course}`);
    return called.get(name)?.size > 1 ? `${name} (${course})` : name;
  };
}

/**
 * Courses that were seen: those that have `text` in their name or id, else those not mapped yet.
 * @param {string} source empty: of any, where `anywhere`
 * @param {string} text
 * @param {{anywhere?: boolean}} options
 * @returns {{items: any[], settled: boolean}} `settled`: they are those of this very text
 */
export function useSeenCourses(source, text, { anywhere = false } = {}) {
  const [sought, setSought] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSought(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const { data } = useResource(source || anywhere ? "/api/courses" : null, {
    query: {
      source,
      limit: MOST_SUGGESTED,
      ...(sought ? { q: sought.slice(0, MOST_SOUGHT) } : anywhere ? {} : { mapped: "false" }),
    },
  });
  useEffect(() => learn(data?.items ?? []), [data]);
  // What was found stays until there is something newer, so that nothing flickers.
  const last = useRef({ source, items: [] });
  if (data || last.current.source !== source) {
    last.current = { source, items: data?.items ?? [] };
  }
  return { items: last.current.items, settled: data !== null && sought === text };
}

let lists = 0;

/**
 * A course, a family or any, found by a part of its name.
 * @param {{name: string, source: string, value: string, onInput: (course: string) => void}}
 *     properties `source`: whose courses are offered; empty: those of all
 */
export function CourseField({ name, source, value, onInput }) {
  const [list] = useState(() => `courses-${(lists += 1)}`);
  const typed = value.trim();
  const { items: courses, settled } = useSeenCourses(source, typed, { anywhere: true });
  const known = courses.find((each) => each.id === typed);
  const family = courses.find((each) => each.family === typed);
  const offered = new Map();
  for (const course of courses) {
    const called = course.name ?? course.id;
    const terms = course.family !== course.id;
    offered.set(course.id, terms ? `${called}, this term alone` : called);
    offered.set(course.family, terms ? `${called}, every term of it` : called);
  }
  return html`
    <${Field}
      name=${name}
      label="Course"
      value=${value}
      placeholder="Any course"
      hint=${hintOf({ typed, known, family, settled })}
      maxlength="255"
      autocomplete="off"
      spellcheck="false"
      list=${list}
      onInput=${(event) => onInput(event.currentTarget.value)}
    />
    <datalist id=${list}>
      ${[...offered].map(
        ([id, label]) => html`
          <option value=${id} key=${id}>${label}</option>
        `,
      )}
    </datalist>
  `;
}

function hintOf({ typed, known, family, settled }) {
  if (!typed) {
    return "Empty means any. A part of a name or id finds courses that were seen.";
  }
  if (family && family.id !== family.family) {
    return `${family.name ?? family.id}, every term of it.`;
  }
  if (known) {
    return `${known.name ?? known.id}.`;
  }
  return settled ? "No course that was seen so far." : "Looking it up …";
}
