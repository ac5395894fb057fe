import { html, useState } from "../parts/view.js";
import { post, put, remove } from "../api.js";
import {
  Check,
  connectionPath,
  NewConnection,
  SyncTemplates,
  TestConnection,
  TokenField,
} from "../parts/connection.js";
import { Code } from "../parts/copy.js";
import { ActionDialog } from "../parts/dialog.js";
import { Field, Form } from "../parts/form.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { List, Rows, useList } from "../parts/list.js";
import { Empty, Failed, Loaded, Notice } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { useProvider } from "../parts/provider.js";
import { go, href } from "../parts/route.js";
import { mayChange } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import { refreshStatus } from "../parts/status.js";
import { counted, lasting, Time } from "../parts/time.js";
import { say } from "../parts/toast.js";

export default function Connections({ id, query }) {
  if (id) {
    return html`
      <${OneConnection} id=${id} />
    `;
  }
  return query.new
    ? html`
        <${MakeConnection} />
      `
    : html`
        <${AllConnections} />
      `;
}

function stateOf({ enabled, health, token }) {
  if (!enabled) {
    return { state: "disabled" };
  }
  if (!token) {
    return { state: "none", word: "no token", tone: "warn" };
  }
  return { state: health.ok ? "up" : "down" };
}

// ---- All --------------------------------------------------------------------------------------

const COLUMNS = [
  {
    label: "Connection",
    kind: "main",
    cell: (connection) => html`
      <a class="row-link" href=${href(["connections", connection.id])}>${connection.name}</a>
    `,
  },
  {
    label: "State",
    cell: (connection) => html`
      <div>
        <${Chip} ...${stateOf(connection)} />
        ${
          connection.enabled &&
          !connection.health.ok &&
          html`
            <span class="sub">${connection.health.reason}</span>
          `
        }
      </div>
    `,
  },
  { label: "Provider", cell: (connection) => html`<${ProviderName} id=${connection.provider} />` },
  {
    label: "Organization",
    cell: (connection) => html`
      <code>${connection.organization_id}</code>
    `,
  },
  {
    label: "Pushes",
    cell: (connection) => (connection.auto_push ? "by itself" : "when asked to"),
  },
];

function ProviderName({ id }) {
  return useProvider(id)?.title ?? id;
}

function AllConnections() {
  const list = useList("/api/connections");
  const add =
    mayChange() &&
    html`
      <a class="button primary" href=${href(["connections"], { new: "yes" })}>New connection</a>
    `;
  return html`
    <${Page}
      title="Connections"
      lead="Accounts at badge providers. Each has templates of its own."
      actions=${list.items.length > 0 && add}
    >
      <${List}
        list=${list}
        label="Connections"
        columns=${COLUMNS}
        empty=${html`
          <${Empty}
            title="No connection yet"
            icon="connection"
            actions=${
              mayChange() &&
              html`
                <a class="button primary" href="#/start">Set it up step by step</a>
                <a class="button" href=${href(["connections"], { new: "yes" })}>New connection</a>
              `
            }
          >
            Badgebridge needs an account at a badge provider to issue badges.
          <//>
        `}
      />
    <//>
  `;
}

function MakeConnection() {
  const [failed, setFailed] = useState(null);
  return html`
    <${Page}
      title="New connection"
      back=${{ href: href(["connections"]), label: "Connections" }}
      lead="An account at a badge provider. Its token is tried as soon as you save it."
    >
      <${Card}>
        ${
          failed
            ? html`
                <div class="stack">
                  <${Check} check=${failed.check} />
                  <div class="actions">
                    <a class="button primary" href=${href(["connections", failed.connection.id])}>
                      Go to the connection
                    </a>
                  </div>
                </div>
              `
            : html`
                <${NewConnection}
                  onSaved=${(connection, check) => {
                    if (check.ok && !check.warning) {
                      say(check.message);
                      go(["connections", connection.id]);
                    } else {
                      setFailed({ connection, check });
                    }
                  }}
                  aside=${html`
                    <a class="button" href=${href(["connections"])}>Cancel</a>
                  `}
                />
              `
        }
      <//>
    <//>
  `;
}

// ---- One --------------------------------------------------------------------------------------

function OneConnection({ id }) {
  const path = connectionPath(id);
  const connection = useResource(path, { every: 10_000 });
  const [removing, setRemoving] = useState(false);
  const seen = connection.data;
  return html`
    <${Page}
      title=${seen?.name ?? "Connection"}
      back=${{ href: href(["connections"]), label: "Connections" }}
      lead=${
        seen &&
        html`
          <${Chip} ...${stateOf(seen)} />
        `
      }
      actions=${
        seen &&
        mayChange() &&
        html`
          <button type="button" class="warns" onClick=${() => setRemoving(true)}>Delete …</button>
        `
      }
    >
      <${Loaded} of=${connection}>
        ${(data) => html`
          <${Trouble} connection=${data} />
          <${Waiting} connection=${data} onPushed=${connection.refresh} />
          <div class="main-and-aside">
            <div class="stack">
              ${
                mayChange() &&
                html`
                  <${Token} connection=${data} onSaved=${connection.refresh} />
                  <${Settings} connection=${data} onSaved=${connection.replace} />
                  <${Work} connection=${data} />
                  <${Webhook} connection=${data} />
                `
              }
              <${Unheard} id=${id} />
            </div>
            <${Card} title="About">
              <${Facts}
                of=${[
                  ["Provider", html`<${ProviderName} id=${data.provider} />`],
                  [
                    "Organization",
                    html`
                      <${Code} text=${data.organization_id} what="organization id" />
                    `,
                  ],
                  ["Address", data.base_url],
                  [
                    "Templates",
                    html`
                      <a href=${href(["templates"], { connection: id })}>See them</a>
                    `,
                  ],
                  [
                    "Badges",
                    html`
                      <a href=${href(["badges"], { connection: id })}>See them</a>
                    `,
                  ],
                  [
                    "Made",
                    html`
                      <${Time} at=${data.created_at} exact />
                    `,
                  ],
                  [
                    "Changed",
                    html`
                      <${Time} at=${data.updated_at} exact />
                    `,
                  ],
                  [
                    "Id",
                    html`
                      <${Code} text=${data.id} what="id" />
                    `,
                  ],
                ]}
              />
            <//>
          </div>
          ${
            removing &&
            html`
              <${Remove} connection=${data} onClose=${() => setRemoving(false)} />
            `
          }
        `}
      <//>
    <//>
  `;
}

function Trouble({ connection }) {
  const { enabled, health } = connection;
  if (!enabled) {
    return html`
      <${Notice} tone="warn" icon="pause" title="Disabled.">
        Nothing is changed at the provider. What becomes due waits, and nothing is lost.
      <//>
    `;
  }
  const since = health.token_refused_since ?? health.down_since;
  if (health.ok) {
    return null;
  }
  return html`
    <${Notice}
      tone="bad"
      title=${health.token_refused_since ? "The token is refused." : "The provider is in trouble."}
    >
      ${health.reason}
      ${
        since &&
        html`
          <p>
            For ${lasting(since)}.${" "}
            ${
              health.token_refused_since
                ? "Save a new token, and what waits goes on."
                : "It is asked again every minute, and what waits goes on then."
            }
          </p>
        `
      }
    <//>
  `;
}

function Waiting({ connection, onPushed }) {
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useState(null);
  const { waiting } = connection;
  const words = waiting && counted(waiting.badges, "badge", waiting);
  return html`
    ${
      waiting?.badges > 0 &&
      html`
        <${Notice}
          tone="warn"
          icon="clock"
          title=${`${words} wait${waiting.badges === 1 && !waiting.more ? "s" : ""} behind this connection.`}
          actions=${html`
            ${
              mayChange() &&
              html`
                <button type="button" onClick=${() => setAsking(true)}>
                  <${Icon} name="send" />
                  Let them out …
                </button>
              `
            }
            <a class="button quiet" href=${href(["badges"], { connection: connection.id, state: "held" })}>
              See which
            </a>
          `}
        >
          Each says why it waits.
        <//>
      `
    }
    ${
      job &&
      html`
        <${JobProgress}
          job=${job}
          key=${job.id}
          onDone=${onPushed}
          onClose=${() => setJob(null)}
        />
      `
    }
    ${
      asking &&
      html`
        <${ActionDialog}
          title="Let out what waits?"
          confirm=${`Push ${words}`}
          onClose=${() => setAsking(false)}
          onConfirm=${async () => {
            setJob(await post(`${connectionPath(connection.id)}/push`));
            refreshStatus().catch(() => {});
          }}
        >
          <p class="count-line">
            <strong>${waiting.badges}${waiting.more ? "+" : ""}</strong>
            <span>${waiting.badges === 1 ? "badge waits" : "badges wait"}</span>
          </p>
          <p>
            Each is looked at again, and issued where nothing else holds it: a template that is
            off, a learner who is blocked, an e-mail that is missing.
          </p>
        <//>
      `
    }
  `;
}

function Token({ connection, onSaved }) {
  const provider = useProvider(connection.provider);
  const [check, setCheck] = useState(null);
  const [round, setRound] = useState(0);
  const save = async ({ token }) => {
    setCheck(await put(`${connectionPath(connection.id)}/token`, { token }));
    // A fresh field, so that the token stays nowhere in the page.
    setRound((n) => n + 1);
    onSaved();
    refreshStatus().catch(() => {});
  };
  return html`
    <${Card} title="Token">
      <div class="stack">
        <p>
          ${connection.token ? html`Saved: <code>${connection.token}</code>` : "None is saved yet."}
        </p>
        ${
          check &&
          html`
            <${Check} check=${check} />
          `
        }
        ${
          connection.token &&
          html`
            <${TestConnection} id=${connection.id} onChecked=${setCheck} />
          `
        }
        <${Form} submit="Save and try it" onSubmit=${save} key=${round}>
          <${TokenField} there=${connection.token !== null} provider=${provider} />
        <//>
      </div>
    <//>
  `;
}

function Settings({ connection: now, onSaved }) {
  // What the form was filled with: if somebody changes it meanwhile, saving is refused.
  const [connection, setConnection] = useState(now);
  const save = async ({ name, enabled, auto_push, calls_per_second }) => {
    const changed = await put(
      connectionPath(connection.id),
      { name, enabled, auto_push, calls_per_second: Number(calls_per_second) },
      { match: connection },
    );
    setConnection(changed);
    onSaved(changed);
    refreshStatus().catch(() => {});
    say("Saved.");
  };
  return html`
    <${Card} title="Settings">
      <${Form} submit="Save" onSubmit=${save}>
        <${Field} name="name" label="Name" value=${connection.name} maxlength="80" />
        <${Field}
          name="enabled"
          type="checkbox"
          label="Enabled"
          value=${connection.enabled}
          hint="When it is not, nothing is changed at the provider, and what becomes due waits."
        />
        <${Field}
          name="auto_push"
          type="checkbox"
          label="Push by itself"
          value=${connection.auto_push}
          hint="When it does not, each badge waits until somebody pushes it. Switching it on pushes nothing by itself: you see first how many wait."
        />
        <${Field}
          name="calls_per_second"
          type="number"
          label="Calls a second, at most"
          value=${String(connection.calls_per_second)}
          min="1"
          max="1000"
          inputmode="numeric"
        />
      <//>
    <//>
  `;
}

function Work({ connection }) {
  const [job, setJob] = useState(null);
  const [error, setError] = useState(null);
  const reconcile = async () => {
    setError(null);
    try {
      setJob(await post(`${connectionPath(connection.id)}/reconcile`));
    } catch (problem) {
      setError(problem);
    }
  };
  return html`
    <${Card} title="Templates and badges at the provider">
      <div class="stack">
        <p class="muted">
          Templates are read every day and badges compared every hour by themselves. This does it
          now.
        </p>
        <${SyncTemplates} id=${connection.id}>
          <button type="button" onClick=${reconcile}>
            <${Icon} name="undo" />
            Compare the badges
          </button>
        <//>
        ${
          error &&
          html`
            <${Failed} error=${error} />
          `
        }
        ${
          job &&
          html`
            <${JobProgress} job=${job} key=${job.id} onClose=${() => setJob(null)} />
          `
        }
      </div>
    <//>
  `;
}

function Webhook({ connection }) {
  const { id } = connection;
  const provider = useProvider(connection.provider);
  const [answer, setAnswer] = useState(null);
  const [error, setError] = useState(null);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const setUp = async (body) => {
    setBusy(true);
    setError(null);
    try {
      setAnswer(await post(`${connectionPath(id)}/webhook`, body));
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  if (!provider?.webhook) {
    return null;
  }
  return html`
    <${Card} title="Webhook of the provider">
      <div class="stack">
        <p class="muted">
          By it the provider tells at once that a learner accepted a badge, or that somebody
          revoked one there. Without it Badgebridge finds out within the hour.
        </p>
        ${
          answer &&
          html`
            <${Notice}
              tone=${answer.ok ? "good" : "warn"}
              title=${answer.ok ? "It is set up." : "It needs your hand."}
            >
              <p>${answer.message}</p>
              ${
                answer.url &&
                html`
                  <p class="hint">${answer.how_to}</p>
                  <${Code} text=${answer.url} what="secret address" />
                `
              }
            <//>
          `
        }
        ${
          error &&
          html`
            <${Failed} error=${error} />
          `
        }
        <div class="actions">
          <button
            type="button"
            data-busy=${busy}
            aria-disabled=${busy}
            onClick=${() => busy || setUp({})}
          >
            ${answer ? "Set it up again" : "Check it, and set it up"}
          </button>
          <button type="button" class="quiet" onClick=${() => setAsking(true)}>
            New secret address …
          </button>
        </div>
        ${
          asking &&
          html`
            <${ActionDialog}
              title="Make a new secret address?"
              confirm="Make a new one"
              onClose=${() => setAsking(false)}
              onConfirm=${() => setUp({ rotate: true })}
            >
              <p>
                The provider is given the new address. The old one works for seven more days, for
                what is under way.
              </p>
            <//>
          `
        }
      </div>
    <//>
  `;
}

const UNHEARD_COLUMNS = [
  {
    label: "Event",
    kind: "main",
    cell: (event) => html`
      <code>${event.id}</code>
    `,
  },
  { label: "Why", cell: (event) => event.reason },
  {
    label: "Heard",
    kind: "end",
    cell: (event) => html`
      <${Time} at=${event.heard_at} />
    `,
  },
];

function Unheard({ id }) {
  const { data, error, refresh } = useResource(`${connectionPath(id)}/events`, {
    query: { limit: 10 },
  });
  const some = data?.items.length > 0;
  return html`
    <${Card} title="Events of the provider that could not be applied" flush=${some}>
      ${
        error &&
        !data &&
        html`
          <${Failed} error=${error} retry=${refresh} />
        `
      }
      ${
        data &&
        (some
          ? html`
              <${Rows} items=${data.items} label="Events" columns=${UNHEARD_COLUMNS} />
            `
          : html`
              <p class="muted">None. Everything that the provider told was understood.</p>
            `)
      }
    <//>
  `;
}

function Remove({ connection, onClose }) {
  return html`
    <${ActionDialog}
      title=${`Delete ${connection.name}?`}
      confirm="Delete"
      tone="danger"
      onClose=${onClose}
      onConfirm=${async () => {
        await remove(connectionPath(connection.id), { match: connection });
        refreshStatus().catch(() => {});
        say("Deleted.");
        go(["connections"]);
      }}
    >
      <p>
        Its token and the keys of its webhook are deleted with it. While it has badges, or
        templates that something earns, it is refused with what is in the way; then disable it
        instead.
      </p>
    <//>
  `;
}
