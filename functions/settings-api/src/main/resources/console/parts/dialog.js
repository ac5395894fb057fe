// Questions before something happens. The browser's own dialog keeps the focus inside, closes on
// Escape and gives the focus back.

import { html, useEffect, useRef, useState } from "./view.js";
import { Form } from "./form.js";
import { Icon } from "./icon.js";

let ids = 0;

/**
 * @param {{title: string, onClose: () => void, children: any, wide?: boolean}} properties it is
 *     open for as long as it is drawn
 */
export function Dialog({ title, onClose, children, wide = false }) {
  const dialog = useRef(null);
  const [id] = useState(() => `dialog-${(ids += 1)}`);
  useEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element.showModal();
    return () => {
      element.close();
      // A poll may have drawn the button anew; then there is nothing to go back to but the page.
      (before?.isConnected ? before : document.getElementById("main"))?.focus();
    };
  }, []);
  return html`
    <dialog
      class=${wide ? "dialog wide" : "dialog"}
      ref=${dialog}
      aria-labelledby=${id}
      onCancel=${(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick=${(event) => event.target === dialog.current && onClose()}
    >
      <div class="dialog-body">
        <header class="dialog-head">
          <h2 id=${id}>${title}</h2>
          <button type="button" class="icon-button" onClick=${onClose}>
            <${Icon} name="close" />
            <span class="hidden">Close</span>
          </button>
        </header>
        ${children}
      </div>
    </dialog>
  `;
}

/**
 * A dialog that does something when it is confirmed, and closes when that is done.
 * @param {object} properties
 * @param {string} properties.title a question or an order
 * @param {string} properties.confirm the button's words, a verb
 * @param {(values: Record<string, any>) => Promise<void>} properties.onConfirm
 * @param {() => void} properties.onClose
 * @param {"primary" | "danger"} [properties.tone]
 * @param {boolean} [properties.blocked] it cannot be confirmed yet
 */
export function ActionDialog({
  title,
  confirm,
  onConfirm,
  onClose,
  tone,
  blocked,
  wide,
  children,
}) {
  return html`
    <${Dialog} title=${title} onClose=${onClose} wide=${wide}>
      <${Form}
        submit=${confirm}
        tone=${tone}
        blocked=${blocked}
        onSubmit=${async (values) => {
          await onConfirm(values);
          onClose();
        }}
        aside=${html`
          <button type="button" onClick=${onClose}>Cancel</button>
        `}
      >
        ${children}
      <//>
    <//>
  `;
}
