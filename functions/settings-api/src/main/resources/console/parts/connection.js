// Accounts at providers: how they are made, tried and kept up to date, wherever that is asked for.

import { html, useState } from "./view.js";
import { post, put } from "../api.js";
import { Field, Form } from "./form.js";
import { Icon } from "./icon.js";
import { JobProgress } from "./job.js";
import { Failed, Loading } from "./notice.js";
import { useProviders } from "./provider.js";
import { refreshStatus } from "./status.js";

export const connectionPath = (id) => `/api/connections/${encodeURIComponent(id)}`;

/** What the provider's test said, in its one sentence. */
export function Check({ check }) {
  return html`
    <div class="notice" data-tone=${check.ok ? "good" : "bad"} role="status">
      <${Icon} name=${check.ok ? "check" : "alert"} />
      <div>
        <strong>${check.ok ? "It works." : "It does not work yet."}</strong>
        <span>${check.message}</span>
      </div>
    </div>
    ${
      check.warning &&
      html`
        <div class="notice" data-tone="warn" role="status">
          <${Icon} name="alert" />
          <div><span>${check.warning}</span></div>
        </div>
      `
    }
  `;
}

/**
 * Tries the token at the provider.
 * @param {{id: string, onChecked: (check: {ok: boolean, message: string}) => void}} properties
 */
export function TestConnection({ id, onChecked }) {
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const test = async () => {
    setBusy(true);
    setError(null);
    try {
      onChecked(await tested(id));
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return html`
    ${
      error &&
      html`
        <${Failed} error=${error} />
      `
    }
    <div class="actions">
      <button type="button" data-busy=${busy} aria-disabled=${busy} onClick=${() => busy || test()}>
        <${Icon} name="connection" />
        Test the connection
      </button>
    </div>
  `;
}

/** What the provider says of a connection's token. */
export function tested(id) {
  return post(`${connectionPath(id)}/test`);
}

/**
 * Makes a connection and saves its token, which the provider is asked about at once.
 * @param {(connection: any, check: {ok: boolean, message: string}) => void} onSaved
 */
export function NewConnection({ onSaved, submit = "Connect", aside }) {
  const providers = useProviders();
  const [chosen, setChosen] = useState(null);
  const provider = providers.items.find((each) => each.id === chosen) ?? providers.items[0];
  const save = async ({ token, ...fields }) => {
    const connection = await post("/api/connections", fields);
    // Should the token be refused for its form, sending this again finds the same connection.
    const check = await put(`${connectionPath(connection.id)}/token`, { token });
    refreshStatus().catch(() => {});
    onSaved(connection, check);
  };
  if (!provider) {
    return providers.error
      ? html`
          <${Failed} error=${providers.error} />
        `
      : html`
          <${Loading} lines=${5} />
        `;
  }
  return html`
    <${Form} submit=${submit} onSubmit=${save} aside=${aside}>
      <${Field}
        name="name"
        label="Name"
        hint="As you and others call it here."
        maxlength="80"
        autocomplete="off"
      />
      <${Field}
        name="provider"
        label="Provider"
        type="select"
        value=${provider.id}
        options=${providers.items.map(({ id, title }) => ({ value: id, label: title }))}
        onChange=${(event) => setChosen(event.target.value)}
      />
      <${Field}
        name="organization_id"
        label="Organization id"
        hint=${provider.organization_help}
        autocomplete="off"
        spellcheck="false"
      />
      <${Field}
        name="base_url"
        label="Address of the provider's API"
        type="url"
        key=${provider.id}
        value=${provider.addresses[0].url}
        hint=${otherAddresses(provider)}
        spellcheck="false"
      />
      <${TokenField} provider=${provider} />
      <p class="hint">Organization and address cannot be changed later; the token can.</p>
    <//>
  `;
}

function otherAddresses({ addresses }) {
  return addresses
    .slice(1)
    .map(({ label, url }) => `${label}: ${url}`)
    .join(". ");
}

/** It can only be written: nothing that is read ever has it. */
export function TokenField({ there = false, provider }) {
  return html`
    <${Field}
      name="token"
      label=${there ? "New token" : "Token"}
      type="password"
      placeholder=${there ? "********" : ""}
      hint=${`${provider ? `${provider.token_help} ` : ""}It is kept in the secrets store and never shown again.`}
      autocomplete="new-password"
      spellcheck="false"
      maxlength="4096"
    />
  `;
}

/**
 * Reads the provider's templates, and shows how far that has come.
 * @param {{id: string, primary?: boolean, onDone?: () => void, children?: any}} properties `id`: the
 *     connection's; `children`: buttons beside it
 */
export function SyncTemplates({ id, primary = false, onDone, children }) {
  const [job, setJob] = useState(null);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const sync = async () => {
    setBusy(true);
    setError(null);
    try {
      setJob(await post(`${connectionPath(id)}/sync`));
    } catch (problem) {
      setError(problem);
    }
    setBusy(false);
  };
  return html`
    <div class="actions">
      <button
        type="button"
        class=${primary ? "primary" : ""}
        data-busy=${busy}
        aria-disabled=${busy}
        onClick=${() => busy || sync()}
      >
        <${Icon} name="retry" />
        Read the templates
      </button>
      ${children}
    </div>
    ${
      error &&
      html`
        <${Failed} error=${error} />
      `
    }
    ${
      job &&
      html`
        <${JobProgress}
          job=${job}
          key=${job.id}
          onDone=${() => {
            refreshStatus().catch(() => {});
            onDone?.();
          }}
          onClose=${() => setJob(null)}
        />
      `
    }
  `;
}
