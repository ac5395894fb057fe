// Learning platforms: how a source is made, where it posts to, and its secrets.

import { html, useState } from "./view.js";
import { post } from "../api.js";
import { Code, Copy } from "./copy.js";
import { Field, Form } from "./form.js";
import { Icon } from "./icon.js";
import { CapField, IntakeFields, intakeOf, originOf, ProofChips, useSchemes } from "./intake.js";
import { Markdown } from "./markdown.js";
import { Failed, Loaded, Notice } from "./notice.js";
import { useResource } from "./poll.js";
import { refreshStatus } from "./status.js";

const BY_URL = "path";

export const sourcePath = (id) => `/api/sources/${encodeURIComponent(id)}`;

// What was shown once. It is kept until the page is left, for the test post that can be signed
// with it, and nowhere else.
const made = new Map();

/** The newest secret of a source that was made in this page, or null. */
export function secretMadeHere(id) {
  return made.get(id) ?? null;
}

export function usePresets() {
  return useResource("/api/presets");
}

/**
 * Makes a source from a preset.
 * @param {{onSaved: (source: any) => void, aside?: any}} properties
 */
export function NewSource({ onSaved, aside }) {
  const presets = usePresets();
  const schemes = useSchemes();
  const [chosen, setChosen] = useState("standard");
  const save = async ({ name, realm, ...rest }) => {
    const { settings, hourly_cap } = intakeOf(rest);
    const source = await post("/api/sources", {
      name,
      preset: chosen,
      ...(realm ? { realm } : {}),
      ...(Object.keys(settings).length > 0 ? { settings } : {}),
      hourly_cap,
    });
    refreshStatus().catch(() => {});
    onSaved(source);
  };
  return html`
    <${Loaded} of=${presets}>
      ${({ items }) => {
        const preset = items.find((each) => each.id === chosen) ?? items[0];
        return html`
          <${Form} submit="Make the source" onSubmit=${save} aside=${aside}>
            <${PlatformPicker} presets=${items} chosen=${preset.id} onPick=${setChosen} />
            <${Field}
              name="name"
              label="Name"
              hint="As you and others call the platform."
              maxlength="80"
              autocomplete="off"
            />
            <details class="more-fields">
              <summary>More settings</summary>
              <${Field}
                name="realm"
                label="Realm"
                optional
                hint="Sources of one platform share a realm, so that a learner is one person to all of them. Without it this source stands alone. It cannot be changed later."
                autocomplete="off"
                spellcheck="false"
              />
              <${CapField} />
              <${Loaded} of=${schemes}>
                ${(all) => html`
                  <${IntakeFields} preset=${preset} schemes=${all.items} key=${preset.id} />
                `}
              <//>
            </details>
          <//>
          <details class="how-to" key=${`how-${preset.id}`} open>
            <summary>How to set up ${preset.title}</summary>
            <${Markdown} text=${preset.how_to} />
          </details>
        `;
      }}
    <//>
  `;
}

/** The platforms, with a search: one of them is always picked. */
function PlatformPicker({ presets, chosen, onPick }) {
  const [sought, setSought] = useState("");
  const text = sought.trim().toLowerCase();
  const found = presets.filter(
    ({ id, title }) => title.toLowerCase().includes(text) || id.includes(text),
  );
  const picked = presets.find(({ id }) => id === chosen);
  return html`
    <fieldset class="field picker">
      <legend>Platform</legend>
      <input
        type="search"
        aria-label="Search the platforms"
        placeholder="Search the platforms"
        autocomplete="off"
        value=${sought}
        onInput=${(event) => setSought(event.target.value)}
      />
      <div class="picks">
        ${found.map(
          (each) => html`
            <label class="pick-card" key=${each.id}>
              <input
                type="radio"
                name="preset"
                value=${each.id}
                checked=${each.id === chosen}
                onChange=${() => onPick(each.id)}
              />
              <span>
                ${each.title}
                <span class="sub muted">${originOf(each).word}</span>
              </span>
            </label>
          `,
        )}
      </div>
      ${
        found.length === 0 &&
        html`
          <p class="hint" role="status">
            No platform is called that. Zapier, or the preset Standard Webhooks with settings of its
            own, can take in the others.
          </p>
        `
      }
      <p class="picked">
        <strong>${picked.title}</strong>
        ${" "}
        <${ProofChips} scheme=${picked.scheme} proof=${picked.proof} />
      </p>
    </fieldset>
  `;
}

/** Whether posts are proven with a secret that the source must have. */
export function needsSecret(source) {
  return source.proof?.secret_needed ?? true;
}

/** Where the platform posts to. */
export function PostAddress({ source }) {
  return html`
    <div class="field">
      <span class="field-name">The platform posts to</span>
      ${
        source.scheme === BY_URL
          ? html`
              <code>${source.url}/********</code>
              <p class="hint">
                The end is a secret. The whole URL is shown once, when a secret is made.
              </p>
            `
          : html`
              <${Code} text=${source.url} what="URL" />
            `
      }
    </div>
  `;
}

/**
 * A new secret, seen this one time.
 * @param {{source: any, primary?: boolean, onMade?: () => void}} properties
 */
export function NewSecret({ source, primary = false, onMade }) {
  const [secret, setSecret] = useState(null);
  const [own, setOwn] = useState(false);
  const [error, setError] = useState(null);
  const add = async (body) => {
    setError(null);
    const answer = await post(`${sourcePath(source.id)}/secrets`, body);
    made.set(source.id, answer.value);
    // What the platform made it has; a URL with it nobody has yet.
    setSecret(body.value && !answer.url ? null : answer);
    setOwn(false);
    onMade?.();
  };
  const make = () => add({}).catch(setError);
  return html`
    ${
      secret &&
      html`
        <${Notice}
          tone="warn"
          icon="eye"
          title="Copy it now: it is shown this once."
          actions=${html`
            <${Copy} text=${secret.url ?? secret.value} what=${secret.url ? "URL" : "secret"} />
            <button type="button" class="quiet" onClick=${() => setSecret(null)}>
              I have it, hide it
            </button>
          `}
        >
          <code class="secret" data-secret>${secret.url ?? secret.value}</code>
          <p>
            ${
              secret.url
                ? "Give it to the platform as the URL to post to. Whoever knows it can post."
                : "Give it to the platform as its secret."
            }
          </p>
        <//>
      `
    }
    ${
      error &&
      html`
        <${Failed} error=${error} />
      `
    }
    ${
      own
        ? html`
            <${Form}
              submit="Save this secret"
              onSubmit=${add}
              aside=${html`
                <button type="button" onClick=${() => setOwn(false)}>Cancel</button>
              `}
            >
              <${Field}
                name="value"
                label="The platform's secret"
                type="password"
                hint=${`It ${source.proof?.secret ?? "is a text"}. It is kept in the secrets store and never shown again.`}
                autocomplete="new-password"
                maxlength="255"
              />
            <//>
          `
        : html`
            <div class="actions">
              <button type="button" class=${primary ? "primary" : ""} onClick=${make}>
                <${Icon} name="source" />
                Make a secret
              </button>
              <button type="button" class="quiet" onClick=${() => setOwn(true)}>
                The platform made one …
              </button>
            </div>
          `
    }
  `;
}
