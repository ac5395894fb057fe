// Calls of the settings API: with whoever is signed in, a limit of time, and errors that people can
// read.

const LIMIT_MS = 30_000;

let session = null;
const etags = new WeakMap();

/** @param {import("./sign-in.js").Session} signedIn whoever makes the calls from now on */
export function callAs(signedIn) {
  session = signedIn;
}

/** Why a call failed, as a person should hear it. */
export class Trouble extends Error {
  /**
   * @param {number} status 0 when there was no answer
   * @param {{title?: string, detail?: string, type?: string,
   *     errors?: {field: string, message: string}[]}} problem RFC 9457
   */
  constructor(status, problem) {
    super(problem.title ?? "Something went wrong.");
    this.name = "Trouble";
    this.status = status;
    this.type = problem.type ?? "";
    this.detail = problem.detail ?? "";
    /** What is wrong with which field. */
    this.errors = problem.errors ?? [];
  }

  /** Somebody else changed it since it was read. */
  get outdated() {
    return this.status === 412 || this.type.endsWith(":changed-meanwhile");
  }

  /** Worth trying again unchanged. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** What `path` has; its ETag is kept for [change]. */
export function get(path, { query, signal } = {}) {
  return json(path + queryString(query), { signal });
}

/**
 * @param {{match?: object}} options `match`: what was read before. The change is refused (412) when
 *     somebody else changed it since.
 */
export function post(path, body = {}, options = {}) {
  return change("POST", path, body, options);
}

export function put(path, body, options = {}) {
  return change("PUT", path, body, options);
}

export function remove(path, options = {}) {
  return change("DELETE", path, undefined, options);
}

/** A query string of the fields that have a value. */
export function queryString(query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "" && value !== false) {
      parameters.set(name, Array.isArray(value) ? value.join(",") : String(value));
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : "";
}

/**
 * Everything that a list has as CSV, page after page.
 * @param {(lines: number) => void} told how many lines have come so far
 * @returns {Promise<Blob>}
 */
export async function csv(path, query, { signal, told = () => {} } = {}) {
  const parts = [];
  let lines = 0;
  let url = path + queryString({ ...query, limit: 200 });
  while (url) {
    const response = await call(url, { headers: { accept: "text/csv" }, signal });
    const text = await response.text();
    const { head, rows } = withoutHeader(text);
    parts.push(parts.length === 0 ? head + rows : rows);
    lines += records(rows);
    told(lines);
    url = nextOf(response.headers.get("link"));
  }
  return new Blob(parts, { type: "text/csv;charset=utf-8" });
}

async function change(method, path, body, { match, signal } = {}) {
  const headers = {};
  const etag = match && etags.get(match);
  if (etag) {
    headers["if-match"] = etag;
  }
  if (body !== undefined) {
    headers["content-type"] = "application/json";
  }
  return json(path, { method, headers, signal, body: body && JSON.stringify(body) });
}

async function json(path, request) {
  const response = await call(path, request);
  if (response.status === 204) {
    return null;
  }
  const body = await response.json().catch(() => {
    throw new Trouble(0, { title: "The answer cannot be read.", detail: "Try again." });
  });
  const etag = response.headers.get("etag");
  if (etag && typeof body === "object" && body !== null) {
    etags.set(body, etag);
  }
  return body;
}

/** The answer of a call that succeeded; whatever else came of it is thrown as [Trouble]. */
async function call(path, request) {
  let response = await once(path, request);
  if (response.status === 401 && (await session.refused())) {
    response = await once(path, request);
  }
  if (response.ok) {
    return response;
  }
  const problem = await response.json().catch(() => ({}));
  throw new Trouble(response.status, { title: titleOf(response.status), ...problem });
}

async function once(path, { signal, headers = {}, ...request }) {
  const limit = AbortSignal.timeout(LIMIT_MS);
  try {
    return await fetch(path, {
      ...request,
      headers: { accept: "application/json", ...headers, authorization: await bearer() },
      signal: signal ? AbortSignal.any([signal, limit]) : limit,
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw new Trouble(0, silence());
  }
}

async function bearer() {
  return `Bearer ${await session.token()}`;
}

function silence() {
  return navigator.onLine
    ? {
        title: "Badgebridge does not answer.",
        detail: "Look again before you repeat a change: it may have been made.",
      }
    : { title: "You are offline.", detail: "The page goes on when the network is back." };
}

function titleOf(status) {
  switch (status) {
    case 403:
      return "You may not do this.";
    case 404:
      return "There is nothing here.";
    case 412:
      return "Somebody changed it meanwhile.";
    case 429:
      return "Too many calls. Wait a moment.";
    default:
      return status >= 500 ? "Something went wrong on our side." : "This was refused.";
  }
}

/** RFC 8288, as far as our API uses it. */
function nextOf(link) {
  const next = /<([^>]*)>\s*;[^,]*\brel="?next"?/.exec(link ?? "");
  if (!next) {
    return null;
  }
  const url = new URL(next[1], location.origin);
  return url.origin === location.origin ? url.pathname + url.search : null;
}

/** Each page of CSV begins with the same header line, which has no line break in it. */
function withoutHeader(text) {
  const end = text.indexOf("\n") + 1;
  return end === 0 ? { head: text, rows: "" } : { head: text.slice(0, end), rows: text.slice(end) };
}

/** Lines of CSV; a line break inside of quotes ends none. */
function records(rows) {
  let quoted = false;
  let count = 0;
  for (const character of rows) {
    if (character === '"') {
      quoted = !quoted;
    } else if (character === "\n" && !quoted) {
      count += 1;
    }
  }
  return count;
}
