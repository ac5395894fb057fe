// What a platform posted and what became of it; and what a person decides of that which was put
// aside: captured, held above the cap, or unusable with the settings of then.

import { html, useState } from "./view.js";
import { get, post, put, remove } from "../api.js";
import { ActionDialog } from "./dialog.js";
import { List, useList } from "./list.js";
import { Empty, Failed, Loading, Notice } from "./notice.js";
import { Card, Facts } from "./page.js";
import { useResource } from "./poll.js";
import { Outcome } from "./preview.js";
import { href } from "./route.js";
import { mayChange } from "./session.js";
import { sourcePath } from "./source.js";
import { Chip } from "./state.js";
import { counted, number, Time } from "./time.js";
import { say } from "./toast.js";

const KINDS = [
  ["", "all"],
  ["held", "held"],
  ["captured", "captured"],
  ["unusable", "unusable"],
  ["rejected", "rejected"],
  ["accepted", "accepted"],
  ["ignored", "ignored"],
];
const PUT_ASIDE = ["held", "captured", "unusable"];

const columnsOf = (onLook) => [
  {
    label: "Received",
    kind: "main",
    cell: (delivery) => html`
      <${Time} at=${delivery.received_at} />
    `,
  },
  {
    label: "Verdict",
    cell: (delivery) => html`
      <${Chip} state=${delivery.kind} />
      ${
        delivery.proven === false &&
        html`
          <span class="sub muted">nothing proves who sent it</span>
        `
      }
    `,
  },
  {
    label: "Why",
    cell: (delivery) =>
      delivery.reason ??
      html`
        <span class="muted">it could be read</span>
      `,
  },
  {
    label: "What came of it",
    kind: "end",
    cell: (delivery) => {
      if (delivery.certificate_id) {
        return html`
          <a href=${href(["certificates", delivery.certificate_id])}>
            The certificate
            <span class="hidden">${" "}of delivery ${delivery.id}</span>
          </a>
        `;
      }
      return PUT_ASIDE.includes(delivery.kind)
        ? html`
            <button type="button" class="small" onClick=${() => onLook(delivery)}>
              Decide …
              <span class="hidden">${" "}about delivery ${delivery.id}</span>
            </button>
          `
        : html`
            <span class="muted">–</span>
          `;
    },
  },
];

/**
 * The last deliveries of a source.
 * @param {{source: any}} properties
 */
export function Deliveries({ source }) {
  const [kind, setKind] = useState("");
  const [deciding, setDeciding] = useState(null);
  const list = useList(
    `${sourcePath(source.id)}/deliveries`,
    { limit: 20, ...(kind ? { kind } : {}) },
    { every: 8_000, timeOf: (delivery) => delivery.received_at },
  );
  return html`
    <section class="stack" aria-labelledby="deliveries-of">
      <h2 id="deliveries-of">Last deliveries</h2>
      <div class="actions">
        <label for="kind-of-deliveries">Show</label>
        <select id="kind-of-deliveries" onChange=${(event) => setKind(event.target.value)}>
          ${KINDS.map(
            ([value, word]) => html`
              <option value=${value} selected=${value === kind} key=${value}>${word}</option>
            `,
          )}
        </select>
        ${
          mayChange() &&
          PUT_ASIDE.includes(kind) &&
          list.items.length > 0 &&
          html`
            <button type="button" onClick=${() => setDeciding({ kind })}>
              Decide about all that are ${kind} …
            </button>
          `
        }
      </div>
      <${List}
        list=${list}
        label="Deliveries"
        columns=${columnsOf((delivery) => setDeciding({ ids: [delivery.id], delivery }))}
        empty=${
          kind
            ? html`
                <${Empty} title=${`Nothing is ${kind}`} icon="check" />
              `
            : html`
                <${Empty} title="Nothing came yet" icon="send">
                  What the platform posts shows up here within seconds, with what became of it and
                  why.
                <//>
              `
        }
      />
      ${
        deciding &&
        html`
          <${Decide}
            source=${source}
            what=${deciding}
            onDone=${list.refresh}
            onClose=${() => setDeciding(null)}
          />
        `
      }
    </section>
  `;
}

const DEEDS = [
  ["read-again", "Read again", "by the settings of now: what earns a badge earns it"],
  ["discard", "Discard", "nothing comes of it, and what was kept of it is removed"],
];

function Decide({ source, what, onDone, onClose }) {
  const [deed, setDeed] = useState("read-again");
  const [unproven, setUnproven] = useState(false);
  const { delivery, ...chosen } = what;
  const path = `${sourcePath(source.id)}/deliveries`;
  const query = { ...chosen, unproven: unproven || deed === "discard" };
  const count = useCount(`${path}/${deed}`, query);
  const total = count.data?.count ?? 0;
  const verb = DEEDS.find(([value]) => value === deed)[1];
  const confirm = async () => {
    let cursor = null;
    let done = 0;
    do {
      const answer = await post(`${path}/${deed}`, { ...query, ...(cursor ? { cursor } : {}) });
      done += answer.count;
      cursor = answer.next;
    } while (cursor);
    say(deed === "discard" ? `${counted(done, "delivery", DELIVERIES)} discarded.`
      : `${counted(done, "delivery", DELIVERIES)} on the way again.`);
    onDone();
  };
  return html`
    <${ActionDialog}
      title=${delivery ? "What becomes of this delivery?" : `All that are ${what.kind}`}
      confirm=${`${verb} ${counted(total, "delivery", DELIVERIES)}`}
      blocked=${total === 0}
      wide=${Boolean(delivery)}
      onClose=${onClose}
      onConfirm=${confirm}
    >
      ${
        delivery &&
        html`
          <p>${delivery.reason}</p>
          <${Kept} source=${source} delivery=${delivery} />
        `
      }
      <fieldset class="field">
        <legend>Then</legend>
        ${DEEDS.map(
          ([value, word, hint]) => html`
            <label class="radio-line" key=${value}>
              <input
                type="radio"
                name="deed"
                value=${value}
                checked=${deed === value}
                onChange=${() => setDeed(value)}
              />
              <span>
                ${word}
                <span class="sub muted">${hint}</span>
              </span>
            </label>
          `,
        )}
      </fieldset>
      ${
        deed === "read-again" &&
        (count.data?.unproven > 0 || unproven) &&
        html`
          <label class="radio-line">
            <input
              type="checkbox"
              checked=${unproven}
              onChange=${(event) => setUnproven(event.target.checked)}
            />
            <span>
              Also what nothing proves
              <span class="sub muted">
                Anybody who knows the address can have sent it. Look at it first.
              </span>
            </span>
          </label>
        `
      }
      ${
        count.error
          ? html`
              <${Failed} error=${count.error} />
            `
          : !count.data &&
            html`
              <${Loading} lines=${1} label="Counting" />
            `
      }
      ${
        count.data &&
        html`
          <p class="count-line" role="status">
            <strong>${number(total)}${count.data.next ? "+" : ""}</strong>
            <span>${total === 1 ? "delivery" : "deliveries"}</span>
          </p>
        `
      }
    <//>
  `;
}

const DELIVERIES = { many: "deliveries" };

/** How many it concerns, counted anew when the question changes. */
function useCount(path, query) {
  const [state, setState] = useState({});
  const key = path + JSON.stringify(query);
  if (state.key !== key) {
    setState({ key });
    post(path, { ...query, dry_run: true }).then(
      (data) => setState((was) => (was.key === key ? { key, data } : was)),
      (error) => setState((was) => (was.key === key ? { key, error } : was)),
    );
  }
  return state.key === key ? state : {};
}

/** What was kept of a delivery, shown when asked for. */
function Kept({ source, delivery }) {
  const [seen, setSeen] = useState(null);
  const [error, setError] = useState(null);
  const show = async () => {
    try {
      const page = await get(
        `${sourcePath(source.id)}/deliveries?reveal=true&limit=100&kind=${delivery.kind}`,
      );
      setSeen(page.items.find((each) => each.id === delivery.id) ?? {});
    } catch (problem) {
      setError(problem);
    }
  };
  if (error) {
    return html`
      <${Failed} error=${error} />
    `;
  }
  return seen
    ? html`
        ${
          seen.headers &&
          html`
            <${Facts} of=${Object.entries(seen.headers)} />
          `
        }
        <pre class="payload" tabindex="0">${pretty(seen.body)}</pre>
      `
    : html`
        <div class="actions">
          <button type="button" class="small" onClick=${show}>Show what it says</button>
        </div>
      `;
}

function pretty(body) {
  if (!body) {
    return "Nothing of it could be kept.";
  }
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

// ---- Capture ------------------------------------------------------------------------------------

/**
 * Puts posts aside for a while, and proposes settings by them.
 * @param {{source: any, onChanged: (source: any) => void}} properties
 */
export function Capture({ source, onChanged }) {
  const capturing = source.capture_until && new Date(source.capture_until) > new Date();
  const [error, setError] = useState(null);
  const act = (deed) => async () => {
    setError(null);
    try {
      onChanged(await deed());
    } catch (problem) {
      setError(problem);
    }
  };
  const path = `${sourcePath(source.id)}/capture`;
  return html`
    <${Card} title="Find the settings by a real post">
      <div class="stack">
        <p class="muted">
          ${
            capturing
              ? "Posts are put aside and nothing is issued. Let the platform send one: its test, or a certificate of a test learner."
              : "When a platform is none of those above, or its posts are refused or unusable: put its next posts aside, and see which settings they speak for. Add the platform's secret first, so that it can be seen how they are signed."
          }
        </p>
        ${
          error &&
          html`
            <${Failed} error=${error} />
          `
        }
        <div class="actions">
          ${
            capturing
              ? html`
                  <button type="button" class="primary" onClick=${act(() => remove(path))}>
                    Process posts again
                  </button>
                  <span class="muted">
                    Else it ends by itself${" "}
                    <${Time} at=${source.capture_until} />
                  </span>
                `
              : html`
                  <button type="button" onClick=${act(() => post(path, { minutes: 60 }))}>
                    Put posts aside for an hour
                  </button>
                `
          }
        </div>
        <${Proposed} source=${source} often=${capturing} onChanged=${onChanged} />
      </div>
    <//>
  `;
}

function Proposed({ source, often, onChanged }) {
  const { data: proposal } = useResource(`${sourcePath(source.id)}/proposal`, {
    every: often ? 5_000 : 60_000,
  });
  const [error, setError] = useState(null);
  if (!proposal || proposal.captured === 0) {
    return null;
  }
  const settings = Object.entries(proposal.settings);
  const same =
    proposal.preset === source.preset &&
    settings.length === Object.keys(source.settings).length &&
    settings.every(([name, value]) => source.settings[name] === value);
  const take = async () => {
    setError(null);
    try {
      const { preset } = proposal;
      onChanged(
        await put(
          sourcePath(source.id),
          { preset, settings: proposal.settings },
          { match: source },
        ),
      );
      say("Saved. Process posts again, then read the captured ones again.");
    } catch (problem) {
      setError(problem);
    }
  };
  return html`
    <h3>${counted(proposal.captured, "post")} put aside</h3>
    <ul>
      ${proposal.why.map(
        (why) => html`
          <li key=${why}>${why}</li>
        `,
      )}
    </ul>
    <${Facts}
      of=${[["Platform", proposal.preset], ...settings.map(([name, value]) => [name, html`<code>${value}</code>`])]}
    />
    ${proposal.readings.slice(0, 3).map(
      (reading, at) => html`
        <${Outcome} seen=${reading} key=${at} />
      `,
    )}
    ${
      error &&
      html`
        <${Failed} error=${error} />
      `
    }
    ${
      same
        ? html`
            <${Notice} tone="good" title="The source is set like this.">
              Process posts again, then decide about the captured ones in the list.
            <//>
          `
        : html`
            <div class="actions">
              <button type="button" class="primary" onClick=${take}>Use these settings</button>
            </div>
          `
    }
  `;
}
