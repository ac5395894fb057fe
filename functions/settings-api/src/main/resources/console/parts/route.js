// Where we are: `#/badges/…?state=failed`. Everything that a page shows is in the address, so
// that Back works and a link shows others the same.

import { useEffect, useState } from "./view.js";

const CHANGED = "badgebridge:route";

/**
 * @typedef {object} Route
 * @property {string} path such as `/badges/3q2`, as it stands in the address
 * @property {string[]} segments decoded
 * @property {Record<string, string>} query
 */

/** @returns {Route} */
export function here() {
  const raw = location.hash.replace(/^#/, "") || "/";
  const at = raw.indexOf("?");
  const path = at < 0 ? raw : raw.slice(0, at);
  const query = at < 0 ? {} : Object.fromEntries(new URLSearchParams(raw.slice(at)));
  return { path, segments: path.split("/").filter(Boolean).map(decoded), query };
}

/**
 * An address in the console.
 * @param {string[]} segments such as `["badges", id]`; ids may have any character
 * @param {Record<string, unknown>} query fields without a value are left out
 */
export function href(segments, query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return `#/${segments.map(encodeURIComponent).join("/")}${text ? `?${text}` : ""}`;
}

/** Goes to another page, or to the same with another query. */
export function go(segments, query) {
  const target = href(segments, query);
  if (target !== location.hash) {
    location.hash = target;
  }
}

/** Changes the address without a new step for Back. */
export function correct(segments, query) {
  history.replaceState(history.state, "", href(segments, query));
  dispatchEvent(new Event(CHANGED));
}

export function useRoute() {
  const [route, setRoute] = useState(here);
  useEffect(() => {
    const read = () => setRoute(here());
    addEventListener("hashchange", read);
    addEventListener(CHANGED, read);
    return () => {
      removeEventListener("hashchange", read);
      removeEventListener(CHANGED, read);
    };
  }, []);
  return route;
}

function decoded(segment) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
