// Learning platforms: how a source is made, where it posts to, and its secrets.

import { html, useState } from "./view.js";
import { post } from "../api.js";
import { Code, Copy } from "./copy.js";
import { Field, Form } from "./form.js";
import { Icon } from "./icon.js";
import { Markdown } from "./markdown.js";
import { Failed, Loaded, Notice } from "./notice.js";
import { useResource } from "./poll.js";
import { refreshStatus } from "./status.js";

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
  const [chosen, setChosen] = useState("standard");
  const save = async ({ name, preset, realm, ...rest }) => {
    const source = await post("/api/sources", {
      name,
      preset,
      ...(realm ? { realm } : {}),
      ...settingsOf(rest),
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
            <fieldset class="field picker">
              <legend>Platform</legend>
              <div class="picks">
                ${items.map(
                  (each) => html`
                    <label class="pick-card" key=${each.id}>
                      <input
                        type="radio"
                        name="preset"
                        value=${each.id}
                        checked=${each.id === preset.id}
                        onChange=${() => setChosen(each.id)}
                      />
                      <span>
                        ${each.title}
                        <span class="sub muted">${each.scheme}</span>
                      </span>
                    </label>
                  `,
                )}
              </div>
            </fieldset>
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
              <${PresetFields} preset=${preset} settings=${{}} key=${preset.id} />
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

const PREFIX = "settings.";

/** What the preset leaves to be set; empty: as the preset has it. */
export function PresetFields({ preset, settings }) {
  return preset.settings.map(
    (setting) => html`
      <${Field}
        key=${setting.name}
        name=${PREFIX + setting.name}
        label=${setting.title}
        value=${settings[setting.name] ?? ""}
        placeholder=${setting.value}
        optional
        autocomplete="off"
        spellcheck="false"
      />
    `,
  );
}

/** The fields above as the API wants them; nothing when none is set. */
export function settingsOf(values) {
  const settings = Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => name.startsWith(PREFIX) && value !== "")
      .map(([name, value]) => [name.slice(PREFIX.length), value]),
  );
  return Object.keys(settings).length > 0 ? { settings } : {};
}

/** Where the platform posts to. */
export function PostAddress({ source }) {
  return html`
    <div class="field">
      <span class="field-name">The platform posts to</span>
      <${Code} text=${source.url} what="URL" />
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
    setSecret(body.value ? null : answer);
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
            <${Copy} text=${secret.value} what="secret" />
            <button type="button" class="quiet" onClick=${() => setSecret(null)}>
              I have it, hide it
            </button>
          `}
        >
          <code class="secret" data-secret>${secret.value}</code>
          <p>Give it to the platform as its signing secret.</p>
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
                hint="It is kept in the secrets store and never shown again."
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
