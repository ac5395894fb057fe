// The kill switch.

import { html, useState } from "./view.js";
import { put } from "../api.js";
import { ActionDialog } from "./dialog.js";
import { Icon } from "./icon.js";
import { mayChange } from "./session.js";
import { refreshStatus, useStatus } from "./status.js";
import { say } from "./toast.js";

/** Whether it runs, and the button that changes that. */
export function PauseSwitch() {
  const { overview } = useStatus();
  const [asking, setAsking] = useState(false);
  const paused = overview?.paused;
  if (paused === undefined) {
    return html`
      <div class="run-state muted" data-state="unknown">Not known yet</div>
    `;
  }
  return html`
    <div class="run-state" data-state=${paused ? "paused" : "running"}>
      <span class="run-word">
        <${Icon} name=${paused ? "pause" : "dot"} />
        ${paused ? "Paused" : "Running"}
      </span>
      ${
        mayChange() &&
        html`
          <button type="button" class="small" onClick=${() => setAsking(true)}>
            ${paused ? "Resume" : "Pause"}
            <span class="hidden">${" "}everything</span>
          </button>
        `
      }
      ${
        asking &&
        html`
          <${PauseDialog} paused=${paused} onClose=${() => setAsking(false)} />
        `
      }
    </div>
  `;
}

/** Across the page while everything is paused. */
export function PauseBanner() {
  const { overview } = useStatus();
  const [asking, setAsking] = useState(false);
  if (!overview?.paused) {
    return null;
  }
  return html`
    <div class="banner" role="status">
      <${Icon} name="pause" />
      <span>
        <strong>Everything is paused.</strong>
        ${" "}Certificates still come in and wait. No provider is called.
      </span>
      ${
        mayChange() &&
        html`
          <button type="button" class="small" onClick=${() => setAsking(true)}>Resume</button>
        `
      }
      ${
        asking &&
        html`
          <${PauseDialog} paused onClose=${() => setAsking(false)} />
        `
      }
    </div>
  `;
}

function PauseDialog({ paused, onClose }) {
  const turn = async () => {
    await put("/api/pause", { paused: !paused });
    await refreshStatus().catch(() => {});
    say(paused ? "Running again. What waited goes on." : "Everything is paused.");
  };
  return html`
    <${ActionDialog}
      title=${paused ? "Resume?" : "Pause everything?"}
      confirm=${paused ? "Resume" : "Pause everything"}
      tone=${paused ? "primary" : "danger"}
      onConfirm=${turn}
      onClose=${onClose}
    >
      ${
        paused
          ? html`
              <p>Badgebridge looks again at what waited and issues what is due.</p>
            `
          : html`
              <p>
                Nothing is issued, replaced or revoked at any provider until somebody resumes.
                Nothing is lost: certificates still come in and wait.
              </p>
            `
      }
    <//>
  `;
}
