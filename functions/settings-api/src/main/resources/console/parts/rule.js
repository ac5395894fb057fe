// What rules ask for, in words.

import { day } from "./time.js";

export const rulePath = (id) => `/api/rules/${encodeURIComponent(id)}`;

/** How a test reads, where it differs from type to type: by the value's type. */
export const OPERATORS = [
  { value: "eq", words: { number: "is", text: "is", time: "is", boolean: "is" } },
  { value: "ne", words: { number: "is not", text: "is not", time: "is not" } },
  { value: "gte", words: { number: "is at least", time: "is at or after" } },
  { value: "gt", words: { number: "is more than", time: "is after" } },
  { value: "lte", words: { number: "is at most", time: "is at or before" } },
  { value: "lt", words: { number: "is less than", time: "is before" } },
  { value: "in", words: { number: "is one of", text: "is one of" } },
  { value: "contains", words: { text: "contains", list: "contains" } },
  {
    value: "exists",
    words: { number: "exists", text: "exists", time: "exists", boolean: "exists", list: "exists", object: "exists" },
  },
];

const TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** Whether a text is what the API takes for a time: a day, or a time with its zone. */
export function isTime(text) {
  return TIME.test(text) && !Number.isNaN(Date.parse(text));
}

/** The type by which the API compares a value of a condition. */
export function typeOf(value) {
  const one = Array.isArray(value) ? value[0] : value;
  if (typeof one === "string") {
    return isTime(one) ? "time" : "text";
  }
  return typeof one;
}

/** @param {{path: string, op: string, value: any}} condition */
export function conditionWords({ path, op, value }) {
  if (op === "exists") {
    return `${path} ${value === false ? "does not exist" : "exists"}`;
  }
  const operator = OPERATORS.find((each) => each.value === op);
  const words = operator?.words[typeOf(value)] ?? operator?.words.text ?? operator?.words.number ?? op;
  return `${path} ${words} ${valueWords(value)}`;
}

function valueWords(value) {
  if (Array.isArray(value)) {
    return listed(value.map(valueWords), "or");
  }
  return typeof value === "string" && !isTime(value) ? `“${value}”` : String(value ?? "…");
}

/** "a, b and c". */
export function listed(items, and = "and") {
  return items.length < 2
    ? items.join("")
    : `${items.slice(0, -1).join(", ")} ${and} ${items.at(-1)}`;
}

const NOUNS = {
  "certificate.issued": ["a certificate of", "certificates of"],
  "certificate.revoked": ["a certificate that is taken back of", "certificates that are taken back of"],
  "course.passed": ["a pass in", "passes in"],
  "course.failed": ["a fail in", "fails in"],
};

/**
 * What names things for people.
 * @typedef {{courseOf: (source: string | null, course: string) => string | undefined,
 *     sourceOf: (source: string) => string, several: boolean}} Names `several`: whether it must be
 *     said which source is meant
 */

function courseWords({ source, course }, { courseOf }) {
  return course ? (courseOf(source, course) ?? course) : "any course";
}

function rest({ source, conditions }, { sourceOf, several }) {
  const from = source && several ? ` from ${sourceOf(source)}` : "";
  const where = conditions?.length ? ` where ${listed(conditions.map(conditionWords))}` : "";
  return from + where;
}

/**
 * One requirement, or what incurs a penalty: "a certificate of Welding I from campus".
 * @param {{event: string, source: string | null, course: string | null, conditions: any[]}} asked
 * @param {Names} names
 */
export function askedWords(asked, names) {
  const [noun] = NOUNS[asked.event] ?? [asked.event];
  return `${noun} ${courseWords(asked, names)}${rest(asked, names)}`;
}

/**
 * "certificates of any 3 of A, B, C and D".
 * @param {{at_least: number, requirements: any[]}} group
 * @param {Names} names
 */
export function groupWords({ at_least: least, requirements }, names) {
  if (requirements.length === 0) {
    return "nothing yet";
  }
  if (requirements.length === 1) {
    return askedWords(requirements[0], names);
  }
  const any = least < requirements.length ? `any ${least} of ` : "";
  if (alike(requirements)) {
    const [one, many] = NOUNS[requirements[0].event] ?? [requirements[0].event, requirements[0].event];
    const courses = requirements.map((each) => courseWords(each, names));
    const which = least === 1 ? `${one} ${listed(courses, "or")}` : `${many} ${any}${listed(courses)}`;
    return which + rest(requirements[0], names);
  }
  const each = requirements.map((one) => askedWords(one, names));
  return any ? `${any.trimEnd()}: ${each.join("; ")}` : listed(each);
}

/** Whether they differ by nothing but their courses. */
function alike(requirements) {
  const but = ({ event, source, conditions }) => JSON.stringify([event, source ?? null, conditions ?? []]);
  return requirements.every((each) => but(each) === but(requirements[0]));
}

/**
 * A whole rule, a sentence each for what earns the badge, what resets it, and what counts.
 * @param {any} rule
 * @param {Names} names
 * @returns {string[]}
 */
export function ruleSentences(rule, names) {
  if (!isReadable(rule)) {
    return ["A rule that cannot be read."];
  }
  const { groups, penalties = [], since } = rule;
  const asked = groups.map((group) => groupWords(group, names));
  const sentences = [capitalized(groups.length > 0 ? asked.join(", and ") : "nothing yet")];
  const requirements = new Map(
    groups.flatMap((group) => group.requirements.map((each) => [each.id, each])),
  );
  for (const penalty of penalties) {
    const taken = penalty.resets
      .filter((id) => requirements.has(id))
      .map((id) => askedWords(requirements.get(id), names));
    const all = taken.length === requirements.size ? "everything that was met" : listed(taken);
    sentences.push(`${capitalized(askedWords(penalty, names))} takes away ${all || "nothing yet"}`);
  }
  if (since) {
    sentences.push(`Only what was earned from ${day(since)} on counts`);
  }
  return sentences.map((sentence) => `${sentence}.`);
}

/** The text with its first letter large. A mark of a condition such as `/score` stays. */
function capitalized(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Of a rule that another version made there may be nothing but its id. */
export function isReadable(rule) {
  return rule.created_at !== null;
}

/** What a rule is called where it stands alone. */
export function ruleName(rule) {
  return rule.name || `A rule for ${rule.template_name ?? rule.template}`;
}
