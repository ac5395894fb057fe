// What an action came to: read out, and shown for a while. Nothing is only said here; what matters
// is on the page too.

import { html, useEffect, useState } from "./view.js";
import { Icon } from "./icon.js";

const SHOWN_MS = 8_000;

let listener = () => {};
let last = 0;

/**
 * @param {string} text a sentence
 * @param {{tone?: "good" | "bad" | "calm", link?: {href: string, label: string}}} options
 */
export function say(text, { tone = "good", link = null } = {}) {
  last += 1;
  listener({ id: last, text, tone, link });
}

export function Toasts() {
  const [toasts, setToasts] = useState([]);
  const close = (id) => setToasts((all) => all.filter((toast) => toast.id !== id));
  useEffect(() => {
    listener = (toast) => {
      setToasts((all) => [...all.slice(-2), toast]);
      setTimeout(() => close(toast.id), SHOWN_MS);
    };
    return () => {
      listener = () => {};
    };
  }, []);
  // A dialog's top layer would lie above it; popover would not be read out. Dialogs say for
  // themselves what went wrong, so nothing is said while one is open.
  return html`
    <div class="toasts" role="status" aria-live="polite">
      ${toasts.map(
        (toast) => html`
          <div class="toast" data-tone=${toast.tone} key=${toast.id}>
            <${Icon} name=${toast.tone === "bad" ? "alert" : "check"} />
            <span>
              ${toast.text}${" "}${
                toast.link &&
                html`
                  <a href=${toast.link.href}>${toast.link.label}</a>
                `
              }
            </span>
            <button type="button" class="icon-button" onClick=${() => close(toast.id)}>
              <${Icon} name="close" />
              <span class="hidden">Close message</span>
            </button>
          </div>
        `,
      )}
    </div>
  `;
}
