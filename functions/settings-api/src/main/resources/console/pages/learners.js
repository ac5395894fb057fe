import { html, useState } from "../parts/view.js";
import { get, post, put, remove } from "../api.js";
import { badgeColumns } from "../parts/badge.js";
import { useSources } from "../parts/choices.js";
import { Code } from "../parts/copy.js";
import { ActionDialog } from "../parts/dialog.js";
import { Field, Form } from "../parts/form.js";
import { Icon } from "../parts/icon.js";
import { List, Rows, useList } from "../parts/list.js";
import { Empty, Failed, Loaded, Notice } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { byCloseness, progressColumns, tellsMore } from "../parts/progress.js";
import { go, href } from "../parts/route.js";
import { mayChange } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import { Time } from "../parts/time.js";
import { say } from "../parts/toast.js";

export default function Learners({ id }) {
  return id
    ? html`
        <${OneLearner} id=${id} />
      `
    : html`
        <${FindLearner} />
      `;
}

function nameOf(learner) {
  return (
    `${learner.first_name ?? ""} ${learner.last_name ?? ""}`.trim() || "Learner without a name"
  );
}

// ---- Finding ----------------------------------------------------------------------------------

const FOUND_COLUMNS = [
  {
    label: "Learner",
    kind: "main",
    cell: (learner) => html`
      <a class="row-link" href=${href(["learners", learner.id])}>${nameOf(learner)}</a>
    `,
  },
  {
    label: "E-mail",
    cell: (learner) =>
      learner.email ??
      html`
        <span class="muted">none</span>
      `,
  },
  { label: "Platform", cell: (learner) => learner.realm },
  {
    label: "User id there",
    cell: (learner) =>
      learner.user_id ??
      html`
        <span class="muted">–</span>
      `,
  },
  {
    label: "State",
    cell: (learner) => html`
      <${LearnerState} learner=${learner} />
    `,
  },
];

function LearnerState({ learner }) {
  return learner.blocked
    ? html`
        <${Chip} state="blocked" />
      `
    : html`
        <${Chip} state="active" word="may earn badges" />
      `;
}

function FindLearner() {
  const [by, setBy] = useState("email");
  const [found, setFound] = useState(null);
  const sources = useSources(by === "user_id");
  const find = async (values) => {
    setFound(null);
    const answer = await post("/api/learners/find", values);
    if (answer.items.length === 1) {
      go(["learners", answer.items[0].id]);
    } else {
      setFound(answer.items);
    }
  };
  return html`
    <${Page}
      title="Learners"
      lead="Find a person, and see everything that Badgebridge knows and did for them."
    >
      <${Card}>
        <fieldset class="segments narrow">
          <legend class="hidden">Find by</legend>
          ${[
            ["email", "By e-mail"],
            ["user_id", "By user id"],
          ].map(
            ([value, label]) => html`
              <label key=${value}>
                <input
                  type="radio"
                  name="by"
                  value=${value}
                  checked=${by === value}
                  onChange=${() => {
                    setBy(value);
                    setFound(null);
                  }}
                />
                ${label}
              </label>
            `,
          )}
        </fieldset>
        <${Form}
          submit=${html`
            <${Icon} name="search" />
            Find
          `}
          onSubmit=${find}
          key=${by}
        >
          ${
            by === "email"
              ? html`
                  <${Field}
                    name="email"
                    label="E-mail"
                    type="email"
                    hint="The whole address. It is not kept in this page's address, nor in any log."
                    autocomplete="off"
                  />
                `
              : html`
                  <${Field} name="source" label="Source" type="select" options=${sources} />
                  <${Field}
                    name="user_id"
                    label="User id there"
                    hint="As the platform has it."
                    autocomplete="off"
                  />
                `
          }
        <//>
      <//>
      <div role="status">
        ${
          found?.length === 0 &&
          html`
            <${Empty} title="Nobody found" icon="learner">
              No platform told us of this person, or it told us another address.
            <//>
          `
        }
        ${
          found?.length > 1 &&
          html`
            <${Rows} items=${found} label="Learners found" columns=${FOUND_COLUMNS} />
          `
        }
      </div>
    <//>
  `;
}

// ---- One person -------------------------------------------------------------------------------

const BADGE_COLUMNS = ["badge", "state", "provider", "changed"].map((name) => badgeColumns[name]);

const CERTIFICATE_COLUMNS = [
  {
    label: "Certificate",
    kind: "main",
    cell: (certificate) => html`
      <a class="row-link" href=${href(["certificates", certificate.id])}>
        ${certificate.course?.name ?? certificate.course?.id ?? "No course named"}
      </a>
    `,
  },
  {
    label: "State",
    cell: (certificate) =>
      certificate.held
        ? html`
            <${Chip} state="active" word="stands" />
          `
        : html`
            <${Chip} state="revoked" word="taken back" />
          `,
  },
  { label: "Source", cell: (certificate) => certificate.source },
  {
    label: "Issued there",
    kind: "end",
    cell: (certificate) => html`
      <${Time} at=${certificate.issued_at ?? certificate.created_at} />
    `,
  },
];

function OneLearner({ id }) {
  const path = `/api/learners/${encodeURIComponent(id)}`;
  const learner = useResource(path, { every: 8_000 });
  const certificates = useList("/api/certificates", { learner: id });
  const [asking, setAsking] = useState(null);
  const seen = learner.data;
  const change = mayChange() && seen;
  return html`
    <${Page}
      title=${seen ? nameOf(seen) : "Learner"}
      back=${{ href: href(["learners"]), label: "Learners" }}
      lead=${
        seen &&
        html`
          <${LearnerState} learner=${seen} />
        `
      }
      actions=${
        change &&
        html`
          <button type="button" onClick=${() => setAsking("correct")}>Correct …</button>
          <button type="button" onClick=${() => setAsking(seen.blocked ? "unblock" : "block")}>
            ${seen.blocked ? "Unblock …" : "Block …"}
          </button>
          <button type="button" class="warns" onClick=${() => setAsking("erase")}>Erase …</button>
        `
      }
    >
      <${Loaded} of=${learner}>
        ${(data) => html`
          ${
            data.blocked &&
            html`
              <${Notice} tone="warn" title="Blocked.">
                No badge is issued to this person. What they have stays.
              <//>
            `
          }
          <div class="main-and-aside">
            <div class="stack">
              <${Card} title="Badges" flush=${data.badges?.length > 0}>
                ${
                  data.badges?.length > 0
                    ? html`
                        <${Rows} items=${data.badges} label="Badges" columns=${BADGE_COLUMNS} />
                      `
                    : html`
                        <p class="muted">None yet.</p>
                      `
                }
              <//>
              <${OnTheWay} id=${id} />
              <section class="stack" aria-labelledby="certificates-of">
                <h2 id="certificates-of">Certificates</h2>
                <${List}
                  list=${certificates}
                  label="Certificates"
                  columns=${CERTIFICATE_COLUMNS}
                  empty=${html`
                    <p class="muted">None.</p>
                  `}
                />
              </section>
            </div>
            <${Card} title="Person">
              <${Facts}
                of=${[
                  ["First name", data.first_name],
                  ["Last name", data.last_name],
                  ["Language", data.locale],
                  [
                    "E-mail",
                    html`
                      <${Email} learner=${data} path=${path} />
                    `,
                  ],
                  ["Platform", data.realm],
                  ["User id there", data.user_id],
                  [
                    "First seen",
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
            asking &&
            html`
              <${Question}
                kind=${asking}
                learner=${data}
                path=${path}
                onChanged=${learner.refresh}
                onClose=${() => setAsking(null)}
              />
            `
          }
        `}
      <//>
    <//>
  `;
}

const PROGRESS_COLUMNS = ["badge", "state", "missing", "changed"].map(
  (name) => progressColumns[name],
);

/** Badges that take more, and how far this learner is. */
function OnTheWay({ id }) {
  const progress = useResource("/api/progress", { query: { learner: id }, every: 30_000 });
  const items = (progress.data?.items ?? []).filter(tellsMore);
  return html`
    <${Card} title="On the way" flush=${items.length > 0}>
      <${Loaded} of=${progress} lines=${2}>
        ${() =>
          items.length > 0
            ? html`
                <${Rows}
                  items=${items.sort(byCloseness)}
                  label="On the way"
                  columns=${PROGRESS_COLUMNS}
                />
              `
            : html`
                <p class="muted">Nothing that a rule asks for is met yet.</p>
              `}
      <//>
    <//>
  `;
}

/** Masked, until somebody asks. That they did is recorded. */
function Email({ learner, path }) {
  const [shown, setShown] = useState(null);
  const [error, setError] = useState(null);
  if (!learner.email) {
    return html`
      <span class="muted">none</span>
    `;
  }
  const reveal = async () => {
    setError(null);
    try {
      setShown((await get(path, { query: { reveal: true } })).email);
    } catch (problem) {
      setError(problem);
    }
  };
  if (shown) {
    return html`
      <${Code} text=${shown} what="e-mail" />
    `;
  }
  return html`
    ${learner.email}
    ${
      mayChange() &&
      html`
        <div class="reveal">
          <button type="button" class="small" onClick=${reveal}>
            <${Icon} name="eye" />
            Show
          </button>
          <span class="hint">It is recorded that you looked.</span>
        </div>
      `
    }
    ${
      error &&
      html`
        <${Failed} error=${error} />
      `
    }
  `;
}

function Question({ kind, learner, path, onChanged, onClose }) {
  const name = nameOf(learner);
  const done = (text) => {
    say(text);
    onChanged();
  };
  switch (kind) {
    case "correct":
      return html`
        <${Correct} learner=${learner} path=${path} done=${done} onClose=${onClose} />
      `;
    case "block":
      return html`
        <${ActionDialog}
          title=${`Block ${name}?`}
          confirm="Block"
          tone="danger"
          onClose=${onClose}
          onConfirm=${async () => {
            await post(`${path}/block`, {}, { match: learner });
            done("Blocked. No badge is issued to this person.");
          }}
        >
          <p>
            From now on no badge is issued to this person. What they have stays. You can unblock
            them at any time.
          </p>
        <//>
      `;
    case "unblock":
      return html`
        <${ActionDialog}
          title=${`Unblock ${name}?`}
          confirm="Unblock"
          onClose=${onClose}
          onConfirm=${async () => {
            await post(`${path}/unblock`, {}, { match: learner });
            done("Unblocked. What waited for it goes on.");
          }}
        >
          <p>Badges that waited because of the block are issued now.</p>
        <//>
      `;
    default:
      return html`
        <${Erase} learner=${learner} path=${path} onClose=${onClose} />
      `;
  }
}

function Correct({ learner: now, path, done, onClose }) {
  // What the form was filled with: if somebody changes it meanwhile, saving is refused.
  const [learner] = useState(now);
  const save = async ({ first_name, last_name, email }) => {
    // The masked address stands for the one there is.
    const changed = email === "" ? {} : { email };
    await put(path, { first_name, last_name, ...changed }, { match: learner });
    done("Corrected. Badges of this person are looked at again.");
  };
  return html`
    <${ActionDialog}
      title="Correct this person"
      confirm="Save"
      onClose=${onClose}
      onConfirm=${save}
    >
      <${Field} name="first_name" label="First name" value=${learner.first_name} maxlength="255" />
      <${Field} name="last_name" label="Last name" value=${learner.last_name} maxlength="255" />
      <${Field}
        name="email"
        label="E-mail"
        type="email"
        hint=${learner.email ? `Leave it empty to keep ${learner.email}.` : "There is none yet."}
        autocomplete="off"
        maxlength="254"
      />
      <p class="hint">
        What you save outranks what the platform told us until now. Badges that failed of it are
        settled again.
      </p>
    <//>
  `;
}

const WORD = "erase";

function Erase({ learner, path, onClose }) {
  const [typed, setTyped] = useState("");
  const erase = async () => {
    const job = await remove(path, { match: learner });
    say(job ? "Being erased: what was put aside is still searched." : "Erased.");
    go(job ? ["jobs", job.id] : ["learners"]);
  };
  return html`
    <${ActionDialog}
      title=${`Erase ${nameOf(learner)}?`}
      confirm="Erase for good"
      tone="danger"
      blocked=${typed.trim().toLowerCase() !== WORD}
      onClose=${onClose}
      onConfirm=${erase}
    >
      <p>
        Name, e-mail, certificates and history of this person are deleted here, and so is what was
        put aside and speaks of them. This cannot be undone. What the provider has is the
        provider's: revoke it first if it should go.
      </p>
      <${Field}
        name="confirmation"
        label=${`Type “${WORD}” to go on`}
        autocomplete="off"
        onInput=${(event) => setTyped(event.target.value)}
      />
    <//>
  `;
}
