import { html, useState } from "../parts/view.js";
import { put, remove } from "../api.js";
import { Code } from "../parts/copy.js";
import { Capture, Deliveries } from "../parts/deliveries.js";
import { ActionDialog } from "../parts/dialog.js";
import { Field, Form } from "../parts/form.js";
import { List, useList } from "../parts/list.js";
import {
  CapField,
  howItIsRead,
  IntakeFields,
  intakeOf,
  ProofChips,
  useSchemes,
} from "../parts/intake.js";
import { Markdown } from "../parts/markdown.js";
import { Empty, Loaded, Notice } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { Preview } from "../parts/preview.js";
import { go, href } from "../parts/route.js";
import { mayChange } from "../parts/session.js";
import {
  needsSecret,
  NewSecret,
  NewSource,
  PostAddress,
  sourcePath,
  usePresets,
} from "../parts/source.js";
import { Chip } from "../parts/state.js";
import { refreshStatus } from "../parts/status.js";
import { Time } from "../parts/time.js";
import { say } from "../parts/toast.js";

const DAY_MS = 86_400_000;

export default function Sources({ id, query }) {
  if (id) {
    return html`
      <${OneSource} id=${id} />
    `;
  }
  return query.new
    ? html`
        <${MakeSource} />
      `
    : html`
        <${AllSources} />
      `;
}

// ---- All --------------------------------------------------------------------------------------

const COLUMNS = [
  {
    label: "Source",
    kind: "main",
    cell: (source) => html`
      <a class="row-link" href=${href(["sources", source.id])}>${source.name}</a>
    `,
  },
  { label: "Platform", cell: (source) => source.preset },
  { label: "Realm", cell: (source) => source.realm },
  {
    label: "Secrets",
    cell: (source) =>
      source.secrets.length > 0
        ? html`
            <${Chip} state="on" word=${`${source.secrets.length} saved`} />
          `
        : needsSecret(source)
          ? html`
              <${Chip} state="none" word="none yet" tone="warn" />
            `
          : html`
              <${Chip} state="none" word="none needed" />
            `,
  },
  {
    label: "Made",
    kind: "end",
    cell: (source) => html`
      <${Time} at=${source.created_at} />
    `,
  },
];

function AllSources() {
  const list = useList("/api/sources");
  return html`
    <${Page}
      title="Sources"
      lead="Learning platforms that tell Badgebridge of certificates."
      actions=${
        list.items.length > 0 &&
        mayChange() &&
        html`
          <a class="button primary" href=${href(["sources"], { new: "yes" })}>New source</a>
        `
      }
    >
      <${List}
        list=${list}
        label="Sources"
        columns=${COLUMNS}
        empty=${html`
          <${Empty}
            title="No source yet"
            icon="source"
            actions=${
              mayChange() &&
              html`
                <a class="button primary" href=${href(["sources"], { new: "yes" })}>New source</a>
              `
            }
          >
            Each learning platform posts its certificates to an address of its own, with a secret of
            its own.
          <//>
        `}
      />
    <//>
  `;
}

function MakeSource() {
  return html`
    <${Page}
      title="New source"
      back=${{ href: href(["sources"]), label: "Sources" }}
      lead="A learning platform that posts its certificates."
    >
      <${Card}>
        <${NewSource}
          onSaved=${(source) => go(["sources", source.id])}
          aside=${html`
            <a class="button" href=${href(["sources"])}>Cancel</a>
          `}
        />
      <//>
    <//>
  `;
}

// ---- One --------------------------------------------------------------------------------------

function OneSource({ id }) {
  const source = useResource(sourcePath(id), { every: 15_000 });
  const presets = usePresets();
  const [removing, setRemoving] = useState(false);
  const seen = source.data;
  const preset = presets.data?.items.find((each) => each.id === seen?.preset);
  return html`
    <${Page}
      title=${seen?.name ?? "Source"}
      back=${{ href: href(["sources"]), label: "Sources" }}
      lead=${preset?.title}
      actions=${
        seen &&
        mayChange() &&
        html`
          <a class="button" href=${href(["imports"], { source: id })}>Import a file</a>
          <button type="button" class="warns" onClick=${() => setRemoving(true)}>Delete …</button>
        `
      }
    >
      <${Loaded} of=${source}>
        ${(data) => html`
          <div class="main-and-aside">
            <div class="stack">
              ${
                !data.effective &&
                html`
                  <${Notice} tone="bad" title="Its settings do not fit its platform.">
                    No post of it is accepted until they do. Save the settings below to see what is
                    wrong with them.
                  <//>
                `
              }
              <${Card} title="Address and secrets">
                <div class="stack">
                  <${PostAddress} source=${data} />
                  <${Secrets} source=${data} onChanged=${source.refresh} />
                </div>
              <//>
              <${Deliveries} source=${data} />
              ${
                mayChange() &&
                html`
                  <${Capture} source=${data} onChanged=${source.replace} />
                `
              }
              ${
                mayChange() &&
                preset &&
                html`
                  <${Try} source=${data} sample=${preset.sample} />
                  <${Settings}
                    source=${data}
                    presets=${presets.data.items}
                    onSaved=${source.replace}
                  />
                `
              }
              ${
                !mayChange() &&
                data.effective &&
                html`
                  <${Card} title="How its posts are read">
                    <${Facts} of=${howItIsRead(data.effective)} />
                  <//>
                `
              }
            </div>
            <div class="stack">
              <${Card} title="About">
                <${Facts}
                  of=${[
                    ["Platform", preset?.title ?? data.preset],
                    [
                      "Proof",
                      data.effective &&
                        html`
                          ${data.scheme}${" "}
                          <${ProofChips} scheme=${data.scheme} proof=${data.proof} />
                        `,
                    ],
                    ["Most in an hour", data.hourly_cap],
                    [
                      "Realm",
                      html`
                        ${data.realm}
                        <span class="sub muted">Sources of one realm share their learners.</span>
                      `,
                    ],
                    [
                      "Certificates",
                      html`
                        <a href=${href(["certificates"], { source: id })}>See them</a>
                      `,
                    ],
                    [
                      "Made",
                      html`
                        <${Time} at=${data.created_at} exact />
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
              ${
                preset &&
                html`
                  <${Card} title=${`How to set up ${preset.title}`}>
                    <${Markdown} text=${preset.how_to} />
                  <//>
                `
              }
            </div>
          </div>
          ${
            removing &&
            html`
              <${Remove} source=${data} onClose=${() => setRemoving(false)} />
            `
          }
        `}
      <//>
    <//>
  `;
}

function Secrets({ source, onChanged }) {
  const [ending, setEnding] = useState(null);
  return html`
    <div class="field">
      <h3>Secrets</h3>
      ${
        source.secrets.length === 0
          ? html`
              <p class="muted">
                ${
                  needsSecret(source)
                    ? "None yet: every post is refused."
                    : "None is needed: the platform signs with a key of its own."
                }
              </p>
            `
          : html`
              <ul class="lines">
                ${source.secrets.map(
                  (secret) => html`
                    <li key=${secret.id}>
                      <span>
                        <code>********</code>
                        ${" "}
                        <span class="muted">${secret.id}</span>
                        <span class="sub muted"><${LastUsed} secret=${secret} /></span>
                      </span>
                      ${
                        secret.valid_until
                          ? html`
                              <span class="muted">
                                ends${" "}
                                <${Time} at=${secret.valid_until} />
                              </span>
                            `
                          : html`
                              <${Chip} state="active" word="valid" />
                            `
                      }
                      ${
                        mayChange() &&
                        html`
                          <button
                            type="button"
                            class="small"
                            onClick=${() => setEnding(secret)}
                          >
                            End …
                            <span class="hidden">${" "}secret ${secret.id}</span>
                          </button>
                        `
                      }
                    </li>
                  `,
                )}
              </ul>
            `
      }
    </div>
    ${
      mayChange() &&
      needsSecret(source) &&
      html`
        <${NewSecret} source=${source} onMade=${onChanged} />
      `
    }
    ${
      ending &&
      html`
        <${EndSecret}
          source=${source}
          secret=${ending}
          onEnded=${onChanged}
          onClose=${() => setEnding(null)}
        />
      `
    }
  `;
}

function LastUsed({ secret }) {
  return secret.last_matched_at
    ? html`
        last used${" "}<${Time} at=${secret.last_matched_at} />
      `
    : "not used yet";
}

function EndSecret({ source, secret, onEnded, onClose }) {
  const [when, setWhen] = useState("later");
  const end = async () => {
    const until =
      when === "now"
        ? ""
        : `?valid_until=${encodeURIComponent(new Date(Date.now() + DAY_MS).toISOString())}`;
    await remove(
      `${sourcePath(source.id)}/secrets/${encodeURIComponent(secret.id)}${until}`,
    );
    say(when === "now" ? "The secret ended." : "The secret ends in 24 hours.");
    onEnded();
  };
  return html`
    <${ActionDialog}
      title="End this secret?"
      confirm=${when === "now" ? "End it now" : "End it in 24 hours"}
      tone="danger"
      onClose=${onClose}
      onConfirm=${end}
    >
      ${
        source.secrets.length === 1
          ? html`
              <p>
                <strong>It is the only one.</strong>
                ${" "}When it has ended, every post is refused. Make a new one first and give it to
                the platform: both are valid until then.
              </p>
            `
          : html`
              <p>Posts with it are refused afterwards.</p>
            `
      }
      <p>
        ${
          secret.last_matched_at
            ? html`
                It was last used${" "}<strong><${Time} at=${secret.last_matched_at} /></strong>
                , or up to an hour later.
              `
            : "No post came with it so far."
        }
      </p>
      <fieldset class="field">
        <legend class="hidden">When</legend>
        ${[
          ["later", "In 24 hours, so that what is under way still arrives"],
          ["now", "Now"],
        ].map(
          ([value, label]) => html`
            <label class="radio-line" key=${value}>
              <input
                type="radio"
                name="when"
                value=${value}
                checked=${when === value}
                onChange=${() => setWhen(value)}
              />
              ${label}
            </label>
          `,
        )}
      </fieldset>
    <//>
  `;
}

function Try({ source, sample }) {
  const [payload, setPayload] = useState(sample.body);
  return html`
    <${Card} title="Try a payload">
      <p class="muted">
        This is what the platform posts. Paste one of yours, and see what it would become. Nothing is
        issued or kept.
      </p>
      <${Preview}
        source=${source}
        payload=${payload}
        onPayload=${setPayload}
        headers=${sample.headers}
        primary=${false}
      />
    <//>
  `;
}

function Settings({ source: now, presets, onSaved }) {
  const schemes = useSchemes();
  const [source, setSource] = useState(now);
  const [round, setRound] = useState(0);
  const preset = presets.find((each) => each.id === source.preset);
  const save = async ({ name, ...values }) => {
    const changed = await put(
      sourcePath(source.id),
      { name, ...intakeOf(values) },
      { match: source },
    );
    setSource(changed);
    onSaved(changed);
    refreshStatus().catch(() => {});
    say("Saved.");
  };
  return html`
    <${Card} title="Settings">
      <${Loaded} of=${schemes}>
        ${({ items }) => html`
          ${
            isChanged(source, now) &&
            html`
              <${Notice}
                tone="warn"
                title="They were changed meanwhile."
                actions=${html`
                  <button
                    type="button"
                    onClick=${() => {
                      setSource(now);
                      setRound(round + 1);
                    }}
                  >
                    Show them as they are
                  </button>
                `}
              />
            `
          }
          <${Form} submit="Save" onSubmit=${save} key=${round}>
            <${Field} name="name" label="Name" value=${source.name} maxlength="80" />
            <${CapField} cap=${source.hourly_cap} />
            <p class="hint">What is left empty below is as ${preset.title} usually has it.</p>
            <${IntakeFields} preset=${preset} settings=${source.settings} schemes=${items} />
          <//>
        `}
      <//>
    <//>
  `;
}

/** Whether somebody else set it, or what captured posts proposed was taken over. */
function isChanged(source, now) {
  const set = ({ name, preset, settings, hourly_cap }) =>
    JSON.stringify([name, preset, settings, hourly_cap]);
  return new Date(now.updated_at) > new Date(source.updated_at) && set(now) !== set(source);
}

function Remove({ source, onClose }) {
  return html`
    <${ActionDialog}
      title=${`Delete ${source.name}?`}
      confirm="Delete"
      tone="danger"
      onClose=${onClose}
      onConfirm=${async () => {
        await remove(sourcePath(source.id), { match: source });
        refreshStatus().catch(() => {});
        say("Deleted.");
        go(["sources"]);
      }}
    >
      <p>
        Its secrets are deleted with it, and so is what it captured or could not read; its address
        answers nobody any more. It is refused, with what is in the way, while certificates came
        from it, a mapping or rule names it, or deliveries are held: let those through or discard
        them first.
      </p>
    <//>
  `;
}
