// One badge: what is wanted, what the provider has, why, and what can be done.

import { html, useState } from "../parts/view.js";
import { post } from "../api.js";
import { learnerName, templateName, Thumb } from "../parts/badge.js";
import { Code, Copy } from "../parts/copy.js";
import { ActionDialog } from "../parts/dialog.js";
import { Field } from "../parts/form.js";
import { Icon } from "../parts/icon.js";
import { Loaded, Notice } from "../parts/notice.js";
import { Card, Facts, Outside, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { href } from "../parts/route.js";
import { mayChange } from "../parts/session.js";
import { Chip, wordOf } from "../parts/state.js";
import { Time } from "../parts/time.js";
import { entriesOf, Timeline } from "../parts/timeline.js";
import { say } from "../parts/toast.js";

const BUSY = new Set(["queued", "issuing", "revoking"]);
const RETRYABLE = new Set([
  "failed",
  "retrying",
  "unsure",
  "unpublished",
  "queued",
  "revoking",
]);
const LIVE = new Set(["unpublished", "published", "pending", "accepted"]);

const TITLES = {
  held: "It waits",
  retrying: "It is tried again by itself",
  unsure: "Whether the provider did it is not known yet; it is looked up before anything else",
  unpublished: "It is made, and the learner does not see it yet",
  failed: "It needs you",
  revoked: "It is revoked",
  issued: "",
};

const WITNESSES = {
  answer: "its answer to our call",
  webhook: "its webhook",
  read_back: "reading it back",
  clock: "the expiry date",
};

/** @param {{id: string}} properties */
export function OneBadge({ id }) {
  const path = `/api/badges/${encodeURIComponent(id)}`;
  const [every, setEvery] = useState(5_000);
  const badge = useResource(path, { every });
  const seen = badge.data;
  const wantedPace = seen && BUSY.has(seen.state) ? 1_500 : 5_000;
  if (wantedPace !== every) {
    setEvery(wantedPace);
  }
  const title = seen
    ? `${templateName(seen)} · ${learnerName(seen.learner, seen.learner_id)}`
    : "Badge";
  return html`
    <${Page}
      title=${title}
      heading=${
        seen &&
        html`
          <${Heading} badge=${seen} />
        `
      }
      back=${{ href: href(["badges"]), label: "Badges" }}
      actions=${
        seen &&
        mayChange() &&
        html`
          <${Actions}
            badge=${seen}
            path=${path}
            onChanged=${badge.replace}
            refresh=${badge.refresh}
          />
        `
      }
    >
      <${Loaded} of=${badge} lines=${8}>
        ${(data) => html`
          <${Details} badge=${data} />
        `}
      <//>
    <//>
  `;
}

function Heading({ badge }) {
  return html`
    <span class="badge-heading">
      <${Thumb} src=${badge.image_url} large />
      <span>
        ${templateName(badge)}
        <span class="badge-of">
          <a href=${href(["learners", badge.learner_id])}>
            ${learnerName(badge.learner, badge.learner_id)}
          </a>
          <${Chip} state=${badge.state} />
        </span>
      </span>
    </span>
  `;
}

// ---- What can be done -------------------------------------------------------------------------

function Actions({ badge, path, onChanged, refresh }) {
  const [asking, setAsking] = useState(null);
  const [busy, setBusy] = useState(null);
  const act = async (name, body, done) => {
    const answer = await post(`${path}/${name}`, body, { match: badge });
    if (answer?.timeline || answer?.history) {
      onChanged(answer);
    } else {
      refresh();
    }
    say(done);
  };
  const actNow = async (name, done) => {
    setBusy(name);
    try {
      await act(name, {}, done);
    } catch (error) {
      say(`${error.message} ${error.detail}`, { tone: "bad" });
      if (error.outdated) {
        refresh();
      }
    }
    setBusy(null);
  };
  const standing = badge.provider_badge_id && LIVE.has(badge.provider_state);
  const ended = badge.state === "revoked" || badge.provider_state === "expired";
  return html`
    ${
      RETRYABLE.has(badge.state) &&
      html`
        <button
          type="button"
          class=${badge.state === "failed" ? "primary" : ""}
          aria-disabled=${busy === "retry"}
          data-busy=${busy === "retry"}
          onClick=${() => busy || actNow("retry", "It is tried again now.")}
        >
          <${Icon} name="retry" />
          Retry now
        </button>
      `
    }
    ${
      badge.state === "held" &&
      (badge.reason_code ?? "auto_push_off") === "auto_push_off" &&
      html`
        <button type="button" onClick=${() => setAsking("push")}>
          <${Icon} name="send" />
          Push …
        </button>
      `
    }
    ${
      ended &&
      html`
        <button type="button" onClick=${() => setAsking("reissue")}>Reissue …</button>
      `
    }
    ${
      badge.decided &&
      html`
        <button type="button" onClick=${() => setAsking("follow-rules")}>
          Follow rules again …
        </button>
      `
    }
    ${
      (standing || badge.wanted === "issued") &&
      html`
        <button type="button" class="warns" onClick=${() => setAsking("revoke")}>
          <${Icon} name="ban" />
          ${standing ? "Revoke …" : "Do not issue …"}
        </button>
      `
    }
    ${
      asking &&
      html`
        <${Question} kind=${asking} badge=${badge} act=${act} onClose=${() => setAsking(null)} />
      `
    }
  `;
}

function Question({ kind, badge, act, onClose }) {
  const name = learnerName(badge.learner, badge.learner_id);
  const template = templateName(badge);
  switch (kind) {
    case "revoke":
      return LIVE.has(badge.provider_state)
        ? html`
            <${ActionDialog}
              title=${`Revoke ${template} of ${name}?`}
              confirm="Revoke"
              tone="danger"
              onClose=${onClose}
              onConfirm=${({ reason }) => act("revoke", { reason }, "It is being revoked.")}
            >
              <p>
                The provider takes the badge back, and the learner is told. No certificate brings it
                back until you reissue it or let it follow the rules again.
              </p>
              <${Field}
                name="reason"
                label="Reason"
                type="textarea"
                hint="The provider shows it to the learner."
                maxlength="500"
              />
            <//>
          `
        : html`
            <${ActionDialog}
              title=${`Do not issue ${template} to ${name}?`}
              confirm="Do not issue"
              tone="danger"
              onClose=${onClose}
              onConfirm=${({ reason }) => act("revoke", { reason }, "It is not issued.")}
            >
              <p>
                No certificate brings it until you issue it yourself or let it follow the rules
                again.
              </p>
              <${Field}
                name="reason"
                label="Reason"
                type="textarea"
                hint="For the history and the audit."
                maxlength="500"
              />
            <//>
          `;
    case "reissue":
      return html`
        <${ActionDialog}
          title=${`Issue ${template} to ${name} again?`}
          confirm="Reissue"
          onClose=${onClose}
          onConfirm=${({ reason }) => act("reissue", reason ? { reason } : {}, "It is being issued.")}
        >
          <p>
            The provider issues it anew. Your decision stands over the rules until it follows them
            again.
          </p>
          <${Field}
            name="reason"
            label="Reason"
            optional
            hint="For the history and the audit."
            maxlength="500"
          />
        <//>
      `;
    case "follow-rules":
      return html`
        <${ActionDialog}
          title="Follow the rules again?"
          confirm="Follow rules"
          onClose=${onClose}
          onConfirm=${() => act("follow-rules", {}, "It follows the rules again.")}
        >
          <p>
            A person decided about this badge. From now on the certificates and rules decide again,
            at once: it may be issued or revoked by that.
          </p>
        <//>
      `;
    default:
      return html`
        <${ActionDialog}
          title="Push this badge?"
          confirm="Push"
          onClose=${onClose}
          onConfirm=${() => act("push", {}, "It is pushed.")}
        >
          <p>
            It is issued although its connection does not push by itself. What else holds it holds
            it still.
          </p>
        <//>
      `;
  }
}

// ---- What is known ----------------------------------------------------------------------------

function Details({ badge }) {
  return html`
    <${Why} badge=${badge} />
    <div class="main-and-aside">
      <${Card} title="Timeline">
        ${
          entriesOf(badge).length > 0
            ? html`
                <${Timeline} entries=${entriesOf(badge)} />
              `
            : html`
                <p class="muted">Nothing has happened yet.</p>
              `
        }
      <//>
      <div class="stack">
        <${Compare} badge=${badge} />
        <${Claim} badge=${badge} />
        <${About} badge=${badge} />
      </div>
    </div>
  `;
}

function Why({ badge }) {
  const title = TITLES[badge.state];
  const waits = ["retrying", "unsure", "unpublished"].includes(badge.state);
  if (!badge.reason && !waits) {
    return null;
  }
  const tone = { failed: "bad", held: "warn", unsure: "warn", unpublished: "warn" }[badge.state] ?? "calm";
  const remedy = badge.remedy && !badge.reason?.includes(badge.remedy) ? badge.remedy : null;
  return html`
    <${Notice} tone=${tone} title=${title ? `${title}.` : undefined} actions=${fixOf(badge)}>
      ${
        badge.reason &&
        html`
          <p>${badge.reason}</p>
        `
      }
      ${
        remedy &&
        html`
          <p>${remedy}</p>
        `
      }
      ${
        waits &&
        badge.next_attempt_at &&
        html`
          <p>
            Next try:${" "}
            <${Time} at=${badge.next_attempt_at} />
          </p>
        `
      }
    <//>
  `;
}

/** Where that is mended. */
function fixOf(badge) {
  const links = {
    email_refused: ["Correct the learner", ["learners", badge.learner_id]],
    name_refused: ["Correct the learner", ["learners", badge.learner_id]],
    no_email: ["Add an e-mail", ["learners", badge.learner_id]],
    learner_blocked: ["See the learner", ["learners", badge.learner_id]],
    template_not_active: ["See the template", ["templates", badge.template_id]],
    template_refused: ["See the template", ["templates", badge.template_id]],
    token_refused: ["See the connection", ["connections", badge.connection_id]],
    connection_disabled: ["See the connection", ["connections", badge.connection_id]],
    tried_for_days: ["Test the connection", ["connections", badge.connection_id]],
  };
  const found = links[badge.reason_code];
  return (
    found &&
    html`
      <a class="button small" href=${href(found[1])}>${found[0]}</a>
    `
  );
}

function Compare({ badge }) {
  const by = badge.wanted_by;
  return html`
    <${Card} title="At the provider">
      <${Facts}
        of=${[
          [
            "We want",
            html`
              ${wordOf(badge.wanted)}${
                by &&
                html`
                  <span class="sub muted">
                    ${whose(by)}${" "}
                    <${Time} at=${by.at} />
                  </span>
                `
              }
            `,
          ],
          [
            "It has",
            badge.provider_state
              ? html`
                  <${Chip} state=${badge.provider_state} />
                `
              : html`
                  <span class="muted">nothing yet</span>
                `,
          ],
          ["Known by", WITNESSES[badge.witness]],
          [
            "Issued",
            badge.issued_at &&
              html`
                <${Time} at=${badge.issued_at} />
              `,
          ],
          [
            "Expires",
            badge.expires_at &&
              html`
                <${Time} at=${badge.expires_at} />
              `,
          ],
          [
            "Public",
            badge.visible === null || badge.visible === undefined
              ? null
              : badge.visible
                ? "yes"
                : "no",
          ],
          [
            "More of it",
            badge.extra_provider_badge_ids?.length > 0 && badge.extra_provider_badge_ids.join(", "),
          ],
        ]}
      />
      ${
        badge.decided &&
        html`
          <p class="hint">
            A person decided this. Certificates change nothing until it follows the rules again.
          </p>
        `
      }
    <//>
  `;
}

function whose(by) {
  switch (by.kind) {
    case "person":
      return `by ${by.id}${by.reason ? `: “${by.reason}”` : ""},`;
    case "event":
      return "by a certificate,";
    default:
      return "by itself,";
  }
}

function Claim({ badge }) {
  const links = linksOf(badge);
  if (links.length === 0 && !badge.accept_url) {
    return null;
  }
  return html`
    <${Card} title="Links">
      ${
        links.length > 0 &&
        html`
          <ul class="link-list">
            ${links.map(
              ({ url, title }) => html`
                <li key=${url}><${Outside} href=${url}>${title}<//></li>
              `,
            )}
          </ul>
        `
      }
      ${
        badge.accept_url &&
        badge.provider_state === "pending" &&
        html`
          <p class="muted">
            The learner has not accepted it yet. Send them this link if the provider's e-mail went
            astray.
          </p>
        `
      }
      ${
        badge.accept_url &&
        html`
          <div class="actions"><${Copy} text=${badge.accept_url} what="claim link" /></div>
        `
      }
    <//>
  `;
}

function linksOf(badge) {
  const given = badge.provider_links;
  const links = Array.isArray(given)
    ? given.map((link) => ({
        url: link.url ?? link.href,
        title: link.title ?? link.name ?? link.kind,
      }))
    : Object.entries(given ?? {}).map(([name, url]) => ({
        url,
        title: `${name.charAt(0).toUpperCase()}${name.slice(1).replaceAll("_", " ")} at the provider`,
      }));
  if (badge.badge_url && !links.some((link) => link.url === badge.badge_url)) {
    links.unshift({ url: badge.badge_url, title: "The badge's public page" });
  }
  return links.filter((link) => link.url);
}

function About({ badge }) {
  return html`
    <${Card} title="About">
      <${Facts}
        of=${[
          [
            "Learner",
            html`
              <a href=${href(["learners", badge.learner_id])}>
                ${learnerName(badge.learner, badge.learner_id)}
              </a>
            `,
          ],
          ["E-mail", badge.learner?.email],
          ["Course", badge.course && (badge.course.name ?? badge.course.id)],
          [
            "Certificate",
            badge.certificate_id &&
              html`
                <a href=${href(["certificates", badge.certificate_id])}>See the certificate</a>
              `,
          ],
          [
            "Template",
            html`
              <a href=${href(["templates", badge.template_id])}>${templateName(badge)}</a>
            `,
          ],
          [
            "Connection",
            html`
              <a href=${href(["connections", badge.connection_id])}>${badge.connection_id}</a>
            `,
          ],
          [
            "Source",
            badge.source &&
              html`
                <a href=${href(["sources", badge.source])}>${badge.source}</a>
              `,
          ],
          [
            "Begun",
            html`
              <${Time} at=${badge.created_at} exact />
            `,
          ],
          [
            "Provider's id",
            badge.provider_badge_id &&
              html`
                <${Code} text=${badge.provider_badge_id} what="provider's id" />
              `,
          ],
          [
            "Id",
            html`
              <${Code} text=${badge.id} what="id" />
            `,
          ],
        ]}
      />
    <//>
  `;
}
