import { html, useEffect } from "./view.js";
import { Icon } from "./icon.js";

/**
 * The frame of a page: its heading, which takes the focus when people come to the page.
 * @param {object} properties
 * @param {string} properties.title of the page and of the browser's tab
 * @param {any} [properties.heading] when the heading is more than the title
 * @param {{href: string, label: string}} [properties.back] the list that it belongs to
 * @param {any} [properties.lead] a sentence below the heading
 * @param {any} [properties.actions] buttons beside the heading
 */
export function Page({ title, heading, back, lead, actions, children }) {
  useEffect(() => {
    document.title = `${title} · Badgebridge`;
  }, [title]);
  return html`
    <div class="page">
      <header class="page-head">
        <div class="page-words">
          ${
            back &&
            html`
              <a class="back" href=${back.href}>
                <${Icon} name="chevron" />
                ${back.label}
              </a>
            `
          }
          <h1 tabindex="-1">${heading ?? title}</h1>
          ${
            lead &&
            html`
              <p class="lead">${lead}</p>
            `
          }
        </div>
        ${
          actions &&
          html`
            <div class="actions">${actions}</div>
          `
        }
      </header>
      ${children}
    </div>
  `;
}

/** @param {{title: string, aside?: any, level?: 2 | 3, flush?: boolean}} properties */
export function Card({ title, aside, children, flush = false }) {
  return html`
    <section class=${flush ? "card flush" : "card"} aria-label=${title}>
      ${
        title &&
        html`
          <header class="card-head">
            <h2>${title}</h2>
            ${
              aside &&
              html`
                <div>${aside}</div>
              `
            }
          </header>
        `
      }
      <div class="card-body">${children}</div>
    </section>
  `;
}

/**
 * Facts about one thing.
 * @param {{of: [string, any][]}} properties facts without a value are left out
 */
export function Facts({ of }) {
  return html`
    <dl class="facts">
      ${of
        .filter(
          ([, value]) => value !== null && value !== undefined && value !== "" && value !== false,
        )
        .map(
          ([name, value]) => html`
            <div key=${name}>
              <dt>${name}</dt>
              <dd>${value}</dd>
            </div>
          `,
        )}
    </dl>
  `;
}

/** A link to another site. */
export function Outside({ href, children }) {
  return html`
    <a class="outside" href=${safe(href)} target="_blank" rel="noreferrer noopener">
      ${children}
      <${Icon} name="external" />
      <span class="hidden">${" "}(opens in a new tab)</span>
    </a>
  `;
}

/** Addresses come from platforms and providers: a `javascript:` one must not become a link. */
function safe(address) {
  return /^https?:\/\//i.test(address ?? "") ? address : undefined;
}
