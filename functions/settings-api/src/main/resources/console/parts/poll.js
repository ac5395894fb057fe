// Live by asking again: slower after failures, not at all while nobody looks.

import { useEffect, useRef, useState } from "./view.js";
import { get, queryString } from "../api.js";

const SLOWEST_MS = 120_000;

/**
 * Calls `work` at once and then every `every` milliseconds, one call at a time.
 * @param {(signal: AbortSignal) => Promise<void>} work fails when the next call should come later
 * @param {number} every 0: only once
 * @param {unknown[]} when starts afresh when one of these changes
 */
export function usePolling(work, every, when) {
  const newest = useRef(work);
  newest.current = work;
  useEffect(() => {
    const abort = new AbortController();
    let timer = 0;
    let failures = 0;
    let due = true;
    let busy = false;
    const run = async () => {
      if (busy || abort.signal.aborted) {
        return;
      }
      busy = true;
      due = false;
      clearTimeout(timer);
      try {
        await newest.current(abort.signal);
        failures = 0;
      } catch {
        failures += 1;
      }
      busy = false;
      if (abort.signal.aborted || every === 0) {
        return;
      }
      timer = setTimeout(wake, Math.min(every * 2 ** failures, SLOWEST_MS));
    };
    const wake = () => {
      due = true;
      if (!document.hidden) {
        run();
      }
    };
    const seen = () => {
      if (!document.hidden && due) {
        run();
      }
    };
    run();
    document.addEventListener("visibilitychange", seen);
    addEventListener("online", wake);
    return () => {
      abort.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", seen);
      removeEventListener("online", wake);
    };
  }, [every, ...when]);
}

/**
 * What the API has at `path`, kept fresh.
 * @param {string | null} path null: nothing yet
 * @param {{query?: object, every?: number, read?: typeof get}} options `read`: how it is read
 * @returns {{data: any, error: Error | null, refresh: () => void, replace: (data: any) => void}}
 *     `data` stays what it was while a refresh fails
 */
export function useResource(path, { query, every = 0, read = get } = {}) {
  const url = path && path + queryString(query);
  const [seen, setSeen] = useState({ url: null, data: null, error: null });
  const [round, setRound] = useState(0);
  const changed = useRef(0);
  usePolling(
    async (signal) => {
      if (!url) {
        return;
      }
      const asked = changed.current;
      try {
        const data = await read(url, { signal });
        // What was changed while we asked is newer than the answer.
        if (!signal.aborted && asked === changed.current) {
          setSeen({ url, data, error: null });
        }
      } catch (error) {
        if (!signal.aborted) {
          setSeen((was) => ({ url, data: was.url === url ? was.data : null, error }));
        }
        throw error;
      }
    },
    every,
    [url, round],
  );
  const current = seen.url === url ? seen : { data: null, error: null };
  return {
    data: current.data,
    error: current.error,
    refresh: () => setRound((n) => n + 1),
    replace: (data) => {
      changed.current += 1;
      setSeen({ url, data, error: null });
    },
  };
}
