// What is done to many is counted first.

import { html, useEffect, useState } from "./view.js";
import { post } from "../api.js";
import { ActionDialog } from "./dialog.js";
import { Failed, Loading } from "./notice.js";
import { counted, number } from "./time.js";

/**
 * @param {object} properties
 * @param {string} properties.title such as "Retry badges"
 * @param {string} properties.verb such as "Retry"
 * @param {string} properties.path that takes `ids` or a `filter`, and `dry_run`
 * @param {{ids?: string[], filter?: object}} properties.what
 * @param {string} [properties.one] what is counted
 * @param {(item: any) => any} [properties.line] how one of the first few looks
 * @param {(job: any) => void} properties.onStarted
 * @param {() => void} properties.onClose
 * @param {any} [properties.children] what will happen, in words
 */
export function BulkDialog({
  title,
  verb,
  path,
  what,
  one = "badge",
  line = (item) => item.id,
  onStarted,
  onClose,
  children,
}) {
  const [seen, setSeen] = useState(null);
  const [error, setError] = useState(null);
  const count = () => {
    setError(null);
    post(path, { ...what, dry_run: true }).then(setSeen, setError);
  };
  useEffect(count, []);
  const total = seen?.count ?? seen?.items?.length ?? 0;
  const words = seen && counted(total, one, { more: seen.more });
  return html`
    <${ActionDialog}
      title=${title}
      confirm=${total > 0 ? `${verb} ${words}` : verb}
      blocked=${total === 0}
      onClose=${onClose}
      onConfirm=${async () => onStarted(await post(path, what))}
    >
      ${
        error &&
        html`
          <${Failed} error=${error} retry=${count} />
        `
      }
      ${
        !error &&
        !seen &&
        html`
          <${Loading} lines=${3} label="Counting" />
        `
      }
      ${
        seen &&
        html`
          <p class="count-line" role="status">
            <strong>${seen.more ? `${number(total)}+` : number(total)}</strong>
            <span>
              ${total === 1 ? one : `${one}s`}${total === 0 ? ": there is nothing to do" : ""}
            </span>
          </p>
        `
      }
      ${
        seen?.items?.length > 0 &&
        html`
          <ul class="sample">
            ${seen.items.slice(0, 5).map(
              (item) => html`
                <li key=${item.id}>${line(item)}</li>
              `,
            )}
          </ul>
          ${
            total > 5 &&
            html`
              <p class="hint">The first five of them.</p>
            `
          }
        `
      }
      ${total > 0 && children}
    <//>
  `;
}
