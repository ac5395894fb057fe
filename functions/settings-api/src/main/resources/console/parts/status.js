// How the whole system does, read once for everything on the page that shows some of it.

import { useEffect, useState } from "./view.js";
import { usePolling } from "./poll.js";
import { get } from "../api.js";

const OFTEN_MS = 10_000;
const SELDOM_MS = 45_000;

let status = { overview: null, error: null, at: 0 };
const listeners = new Set();

function tell(next) {
  status = next;
  listeners.forEach((listener) => listener(next));
}

/** Reads it again now, after something that changes it. */
export async function refreshStatus(signal) {
  try {
    const overview = await get("/api/overview", { signal });
    tell({ overview, error: null, at: Date.now() });
  } catch (error) {
    if (!signal?.aborted) {
      tell({ ...status, error });
    }
    throw error;
  }
}

/** Keeps it fresh; to be used once, by the shell. */
export function useStatusPolling(often) {
  usePolling(refreshStatus, often ? OFTEN_MS : SELDOM_MS, []);
}

/** @returns {{overview: any, error: Error | null, at: number}} */
export function useStatus() {
  const [seen, setSeen] = useState(status);
  useEffect(() => {
    setSeen(status);
    listeners.add(setSeen);
    return () => listeners.delete(setSeen);
  }, []);
  return seen;
}

/** Nobody has connected a provider yet. */
export function startsFresh(overview) {
  return (overview?.set_up?.connections ?? overview?.connections?.length) === 0;
}

/** Something is connected, but no certificate can become a badge yet. */
export function setUpInPart(overview) {
  const { connections = 0, sources = 1, active_templates: on = 1 } = overview?.set_up ?? {};
  return connections > 0 && (sources === 0 || on === 0);
}
