// A rule while it is edited: what people have typed, whatever it is worth. Parts have keys, so that
// each keeps its fields when another goes.

import { beginningOf } from "./mapping.js";
import { isTime, typeOf } from "./rule.js";

let keys = 0;
const key = () => (keys += 1);

export const newCondition = () => ({ key: key(), path: "", type: "", op: "eq", text: "" });

/** What is asked of an event; as one before it, but for the course. */
export function newAsked(draft, like) {
  return {
    key: key(),
    id: freeId(draft),
    event: like?.event ?? "certificate.issued",
    source: like?.source ?? "",
    course: "",
    conditions: [],
  };
}

export function newGroup(draft) {
  return { key: key(), name: "", least: "all", requirements: [newAsked(draft, lastOf(draft))] };
}

export function newPenalty(draft) {
  const like = lastOf(draft);
  const source = like?.source ?? "";
  return { key: key(), event: "course.failed", source, course: "", conditions: [], resets: [] };
}

function lastOf(draft) {
  return requirementsOf(draft).at(-1);
}

export function requirementsOf(draft) {
  return draft.groups.flatMap((group) => group.requirements);
}

/** Penalties name requirements by their ids, so an id is never used for another. */
function freeId(draft) {
  const taken = new Set([...requirementsOf(draft).map((each) => each.id), ...draft.gone]);
  let n = 1;
  while (taken.has(`r${n}`)) {
    n += 1;
  }
  return `r${n}`;
}

export function newDraft({ template = "" } = {}) {
  const draft = { template, name: "", since: "", sinceWas: null, groups: [], penalties: [], gone: [] };
  return { ...draft, groups: [newGroup(draft)] };
}

/** @param {any} rule as the API has it */
export function draftOf(rule) {
  return {
    id: rule.id,
    template: rule.template,
    name: rule.name ?? "",
    since: localDay(rule.since),
    sinceWas: rule.since,
    groups: rule.groups.map((group) => ({
      key: key(),
      name: group.name ?? "",
      least: group.at_least >= group.requirements.length ? "all" : String(group.at_least),
      requirements: group.requirements.map(askedDraft),
    })),
    penalties: rule.penalties.map((penalty) => ({ ...askedDraft(penalty), resets: penalty.resets })),
    gone: [],
  };
}

function askedDraft(asked) {
  return {
    key: key(),
    id: asked.id,
    event: asked.event,
    source: asked.source ?? "",
    course: asked.course ?? "",
    conditions: asked.conditions.map(({ path, op, value }) => ({
      key: key(),
      path,
      type: op === "exists" ? "" : typeOf(value),
      op,
      text: Array.isArray(value) ? value.join("\n") : String(value ?? ""),
    })),
  };
}

function localDay(at) {
  if (!at) {
    return "";
  }
  const time = new Date(at);
  const two = (n) => String(n).padStart(2, "0");
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
}

/**
 * The rule as the API wants it.
 * @param {any} draft
 * @returns {{rule: any, errors: {field: string, message: string}[]}} `errors`: what people typed
 *     that is no value of its type, which the API could not tell, or left out
 */
export function ruleOf(draft) {
  const errors = [];
  const groups = draft.groups.map((group, g) => ({
    name: group.name.trim() || `Group ${g + 1}`,
    at_least: group.least === "all" ? group.requirements.length : Number(group.least),
    requirements: group.requirements.map((each, r) => ({
      id: each.id,
      ...askedOf(each, `groups[${g}].requirements[${r}]`, errors),
    })),
  }));
  const penalties = draft.penalties.map((each, p) => {
    if (each.resets.length === 0) {
      errors.push({ field: `penalties[${p}].resets`, message: "must be one requirement at least" });
    }
    return { ...askedOf(each, `penalties[${p}]`, errors), resets: each.resets };
  });
  const sameDay = draft.since !== "" && draft.since === localDay(draft.sinceWas);
  const rule = {
    ...(draft.id ? { id: draft.id } : {}),
    template: draft.template,
    name: draft.name.trim() || null,
    groups,
    penalties,
    since: sameDay ? draft.sinceWas : beginningOf(draft.since),
  };
  return { rule, errors };
}

function askedOf({ event, source, course, conditions }, at, errors) {
  return {
    event,
    source: source || null,
    course: course.trim() || null,
    conditions: conditions.map((condition, c) => ({
      path: condition.path.trim(),
      op: condition.op,
      value: valueOf(condition, `${at}.conditions[${c}].value`, errors),
    })),
  };
}

function valueOf({ op, type, text }, field, errors) {
  if (op === "exists") {
    return text !== "false";
  }
  if (op === "in") {
    const lines = text
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean);
    if (lines.length === 0) {
      errors.push({ field, message: "needs a value a line" });
    }
    return lines.map((line) => typed(line, type, field, errors));
  }
  return typed(text.trim(), type, field, errors);
}

function typed(text, type, field, errors) {
  const wrong = (message) => {
    if (!errors.some((each) => each.field === field)) {
      errors.push({ field, message });
    }
    return text;
  };
  if (type === "boolean") {
    return text !== "false";
  }
  if (text === "") {
    return wrong("is needed");
  }
  switch (type) {
    case "number":
      return Number.isFinite(Number(text)) ? Number(text) : wrong("must be a number");
    case "time":
      return isTime(text)
        ? text
        : wrong("must be a day such as 2026-01-31, or a time such as 2026-01-31T09:30:00Z");
    default:
      return text;
  }
}
