// What a place shows while it has nothing to show: it loads, it failed, there is nothing yet.

import { html } from "./view.js";
import { Icon } from "./icon.js";

/** @param {{title: string, icon?: string, children?: any, actions?: any}} properties */
export function Empty({ title, icon = "search", children, actions }) {
  return html`
    <div class="empty">
      <span class="empty-icon"><${Icon} name=${icon} /></span>
      <h2>${title}</h2>
      ${
        children &&
        html`
          <p>${children}</p>
        `
      }
      ${
        actions &&
        html`
          <div class="actions centered">${actions}</div>
        `
      }
    </div>
  `;
}

/** Grey lines in the place of what comes, so that nothing jumps. */
export function Loading({ lines = 4, label = "Loading" }) {
  return html`
    <div class="loading" role="status">
      <span class="hidden">${label} …</span>
      ${Array.from(
        { length: lines },
        (_, i) => html`
          <span class="bone" key=${i}></span>
        `,
      )}
    </div>
  `;
}

/** @param {{error: Error, retry?: () => void}} properties */
export function Failed({ error, retry }) {
  return html`
    <div class="notice" data-tone="bad" role="alert">
      <${Icon} name="alert" />
      <div>
        <strong>${error.message}</strong>
        ${
          error.detail &&
          html`
            <p>${error.detail}</p>
          `
        }
        ${
          error.errors?.length > 0 &&
          html`
            <ul>
              ${error.errors.map(
                (each) => html`
                  <li>
                    <code>${each.field}</code>
                    ${" "}${each.message}
                  </li>
                `,
              )}
            </ul>
          `
        }
        ${
          retry &&
          html`
            <div class="actions"><button type="button" onClick=${retry}>Try again</button></div>
          `
        }
      </div>
    </div>
  `;
}

/** Says that what is shown may be old. */
export function Stale({ error }) {
  return (
    error &&
    html`
      <p class="stale" role="status">
        <${Icon} name="alert" />
        ${error.message} What you see may be out of date.
      </p>
    `
  );
}

/** @param {{tone?: "warn" | "bad" | "calm" | "good", icon?: string, title?: string}} properties */
export function Notice({ tone = "calm", icon, title, children, actions }) {
  const usual = { warn: "alert", bad: "alert", good: "check", calm: "dot" };
  return html`
    <div class="notice" data-tone=${tone}>
      <${Icon} name=${icon ?? usual[tone]} />
      <div>
        ${
          title &&
          html`
            <strong>${title}</strong>
          `
        }
        ${
          children &&
          html`
            <div>${children}</div>
          `
        }
        ${
          actions &&
          html`
            <div class="actions">${actions}</div>
          `
        }
      </div>
    </div>
  `;
}

/**
 * What was asked for, or why it is not there yet.
 * @param {{of: {data: any, error: Error | null, refresh: () => void}, lines?: number,
 *     children: (data: any) => any}} properties
 */
export function Loaded({ of, lines, children }) {
  if (of.data) {
    return html`
      <${Stale} error=${of.error} />
      ${children(of.data)}
    `;
  }
  return of.error
    ? html`
        <${Failed} error=${of.error} retry=${of.refresh} />
      `
    : html`
        <${Loading} lines=${lines} />
      `;
}
