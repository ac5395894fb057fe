// Long work: how far it has come, and a way to stop it.

import { html, useRef, useState } from "./view.js";
import { get, remove } from "../api.js";
import { Icon } from "./icon.js";
import { Failed } from "./notice.js";
import { usePolling } from "./poll.js";
import { href } from "./route.js";
import { mayChange } from "./session.js";
import { Chip } from "./state.js";
import { number } from "./time.js";
import { capital } from "./words.js";

const EVERY_MS = 1_500;

const KINDS = {
  back_issue: "Back-issue",
  apply_rules: "Apply rules",
  push: "Push",
  reconcile: "Compare with the provider",
  release: "Let out what waited",
  retry: "Retry",
  sync: "Sync templates",
  import: "Import",
  erase: "Erase a person",
};

/** What a job does, in words. */
export function jobName(job) {
  if (job.kind === "push" && "retried" in (job.counts ?? {})) {
    return "Retry";
  }
  return KINDS[job.kind] ?? capital(job.kind.replaceAll(/[_-]/g, " "));
}

/** "412 seen, 2 added". */
export function jobCounts(job) {
  return Object.entries(job.counts ?? {})
    .map(([name, count]) => `${number(count)} ${name.replaceAll("_", " ")}`)
    .join(", ");
}

/**
 * @param {object} properties
 * @param {any} properties.job as the API answered it; it is asked for again until it ended
 * @param {(job: any) => void} [properties.onDone]
 * @param {() => void} [properties.onClose]
 * @param {boolean} [properties.alone] on its own page
 */
export function JobProgress({ job: given, onDone, onClose, alone = false }) {
  const [job, setJob] = useState(given);
  const [error, setError] = useState(null);
  const told = useRef(false);
  const now = job.id === given.id ? job : given;
  const running = now.state === "running";
  const end = (ended) => {
    if (ended.state !== "running" && !told.current) {
      told.current = true;
      onDone?.(ended);
    }
  };
  usePolling(
    async (signal) => {
      if (!running) {
        end(now);
        return;
      }
      const next = await get(`/api/jobs/${encodeURIComponent(given.id)}`, { signal });
      setJob(next);
      end(next);
    },
    running ? EVERY_MS : 0,
    [given.id, running],
  );
  const cancel = async () => {
    try {
      setJob(await remove(`/api/jobs/${encodeURIComponent(given.id)}`));
    } catch (problem) {
      setError(problem);
    }
  };
  return html`
    <section class="job" data-state=${now.state} aria-label=${`Job: ${jobName(now)}`}>
      <div class="job-line">
        <${Chip} state=${now.state} />
        <strong>${jobName(now)}</strong>
        <span class="muted">${jobCounts(now) || (running ? "starting" : "nothing to do")}</span>
        <span class="hidden" role="status">
          ${jobName(now)}: ${running ? "running" : `${now.state}. ${jobCounts(now)}`}
        </span>
        <span class="job-actions">
          ${
            !alone &&
            html`
              <a href=${href(["jobs", now.id])}>Details</a>
            `
          }
          ${
            running &&
            now.kind !== "erase" &&
            mayChange() &&
            html`
              <button type="button" class="small" onClick=${cancel}>
                Cancel
                <span class="hidden">${" "}the job</span>
              </button>
            `
          }
          ${
            !running &&
            onClose &&
            html`
              <button type="button" class="icon-button" onClick=${onClose}>
                <${Icon} name="close" />
                <span class="hidden">Put away</span>
              </button>
            `
          }
        </span>
      </div>
      ${
        running &&
        html`
          <progress
            aria-label=${`${jobName(now)} is running`}
            max=${now.counts?.rows}
            value=${now.counts?.rows ? (now.counts.done ?? 0) : undefined}
          ></progress>
        `
      }
      ${
        now.message &&
        html`
          <p class="muted">${now.message}</p>
        `
      }
      ${
        error &&
        html`
          <${Failed} error=${error} />
        `
      }
    </section>
  `;
}
