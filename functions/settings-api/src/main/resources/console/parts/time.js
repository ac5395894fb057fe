// Times as people say them; the exact one is a pointer's rest away.

import { html, useEffect, useState } from "./view.js";

const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const EXACT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "medium" });
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const DAY_AND_YEAR = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium" });

const UNITS = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
];
const LONGEST_RELATIVE_S = 6 * 86_400;
const NUMBER = new Intl.NumberFormat("en");

/** "3 minutes ago", "in 2 hours", "3 Mar". */
export function said(at, now = Date.now()) {
  const time = new Date(at);
  const seconds = Math.round((time.getTime() - now) / 1000);
  const size = Math.abs(seconds);
  if (size < 45) {
    return seconds > 5 ? "in a moment" : "just now";
  }
  if (size > LONGEST_RELATIVE_S) {
    return sameYear(time, now) ? DAY.format(time) : DAY_AND_YEAR.format(time);
  }
  const [unit, length] = UNITS.find(([, s]) => size >= s) ?? ["minute", 60];
  return RELATIVE.format(Math.round(seconds / length), unit);
}

export function exactly(at) {
  return EXACT.format(new Date(at));
}

export function day(at) {
  return DAY_AND_YEAR.format(new Date(at));
}

/** "3 minutes", without a direction. */
export function lasting(since, until = Date.now()) {
  const seconds = Math.max(0, Math.round((until - new Date(since).getTime()) / 1000));
  const [unit, length] = UNITS.find(([, s]) => seconds >= s) ?? ["second", 1];
  const count = Math.floor(seconds / length);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}

/** "106 ms", "1.2 s". */
export function took(milliseconds) {
  return milliseconds < 1000
    ? `${milliseconds} ms`
    : `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}

export function number(count) {
  return NUMBER.format(count);
}

/** "312 badges", "1 badge", "more than 1,000 badges". */
export function counted(count, one, { more = false, many = `${one}s` } = {}) {
  const words = `${number(count)} ${count === 1 && !more ? one : many}`;
  return more ? `more than ${words}` : words;
}

/** @param {{at: string | null, exact?: boolean, none?: string}} properties */
export function Time({ at, exact = false, none = "never" }) {
  useMinutes();
  if (!at) {
    return html`
      <span class="muted">${none}</span>
    `;
  }
  return html`
    <time datetime=${at} title=${exactly(at)}>${exact ? exactly(at) : said(at)}</time>
  `;
}

// One clock for all times on the page.
const waiting = new Set();
setInterval(() => {
  if (!document.hidden) {
    waiting.forEach((tick) => tick());
  }
}, 20_000);

function useMinutes() {
  const [, setTick] = useState(0);
  useEffect(() => {
    const tick = () => setTick((n) => n + 1);
    waiting.add(tick);
    return () => waiting.delete(tick);
  }, []);
}

function sameYear(time, now) {
  return time.getFullYear() === new Date(now).getFullYear();
}
