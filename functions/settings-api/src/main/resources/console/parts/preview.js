// What a payload would become, without anything being issued.

import { html, useState } from "./view.js";
import { post } from "../api.js";
import { Thumb } from "./badge.js";
import { Icon } from "./icon.js";
import { Failed, Notice } from "./notice.js";
import { Facts } from "./page.js";
import { sourcePath } from "./source.js";
import { TemplateStates, useAllTemplates } from "./template.js";
import { counted, exactly } from "./time.js";
import { EVENTS } from "./words.js";

/**
 * A payload to try, and what would become of it.
 * @param {object} properties
 * @param {any} properties.source
 * @param {string} properties.payload
 * @param {(payload: string) => void} properties.onPayload
 * @param {Record<string, string>} [properties.headers] that the platform sends with it
 * @param {any} [properties.actions] buttons beside the one that previews
 * @param {boolean} [properties.primary]
 */
export function Preview({
  source,
  payload,
  onPayload,
  headers = { "content-type": "application/json" },
  actions,
  primary = true,
}) {
  const [sent, setSent] = useState(() => inLines(headers));
  const [seen, setSeen] = useState(null);
  const [error, setError] = useState(null);
  const [busy, setBusy] = useState(false);
  const preview = async () => {
    setBusy(true);
    setError(null);
    try {
      setSeen(await post(`${sourcePath(source.id)}/preview`, { body: payload, headers: fromLines(sent) }));
    } catch (problem) {
      setSeen(null);
      setError(problem);
    }
    setBusy(false);
  };
  return html`
    <div class="form">
      <div class="field">
        <label for=${`payload-of-${source.id}`}>Payload</label>
        <textarea
          id=${`payload-of-${source.id}`}
          class="payload"
          rows="12"
          spellcheck="false"
          autocomplete="off"
          value=${payload}
          onInput=${(event) => {
            onPayload(event.target.value);
            setSeen(null);
          }}
        ></textarea>
      </div>
      <div class="field">
        <label for=${`headers-of-${source.id}`}>Headers, one a line</label>
        <textarea
          id=${`headers-of-${source.id}`}
          class="payload"
          rows="2"
          spellcheck="false"
          autocomplete="off"
          value=${sent}
          onInput=${(event) => {
            setSent(event.target.value);
            setSeen(null);
          }}
        ></textarea>
        <p class="hint">The content type, and those in which something is looked for.</p>
      </div>
      <div class="actions">
        <button
          type="button"
          class=${primary ? "primary" : ""}
          data-busy=${busy}
          aria-disabled=${busy}
          onClick=${() => busy || preview()}
        >
          <${Icon} name="eye" />
          See what would happen
        </button>
        ${actions}
      </div>
      ${
        error &&
        html`
          <${Failed} error=${error} />
        `
      }
      ${
        seen &&
        html`
          <div class="stack" role="status">
            <${Outcomes} of=${[seen, ...(seen.further ?? [])]} />
          </div>
        `
      }
    </div>
  `;
}

/** Headers, `name: value` a line. */
export function inLines(headers) {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${value}`)
    .join("\n");
}

export function fromLines(text) {
  return Object.fromEntries(
    text
      .split("\n")
      .filter((line) => line.includes(":"))
      .map((line) => {
        const end = line.indexOf(":");
        return [line.slice(0, end).trim(), line.slice(end + 1).trim()];
      }),
  );
}

/** What becomes of each event of a post. */
function Outcomes({ of }) {
  return of.map(
    (seen, i) => html`
      <section key=${i} aria-label=${`Event ${i + 1}`}>
        ${
          of.length > 1 &&
          html`
            <h3>Event ${i + 1} of ${of.length}</h3>
          `
        }
        <${Outcome} seen=${seen} />
      </section>
    `,
  );
}

/** What a post would become. */
export function Outcome({ seen }) {
  const { data } = useAllTemplates();
  if (seen.result !== "event") {
    return html`
      <${Notice}
        tone=${seen.result === "ignored" ? "calm" : "warn"}
        title=${
          seen.result === "ignored"
            ? "It would be accepted, and nothing would happen."
            : "It would be accepted, but could not be used."
        }
      >
        ${seen.reason}
      <//>
    `;
  }
  const { event } = seen;
  const earned = seen.templates.map(
    (id) => data?.items.find((each) => each.id === id) ?? { id, name: id },
  );
  return html`
    <${Notice}
      tone=${earned.length > 0 ? "good" : "warn"}
      title=${
        earned.length > 0
          ? `It would count towards ${counted(earned.length, "template")}. Nothing was issued.`
          : "It would be read, but no mapping looks at it."
      }
    >
      ${
        earned.length > 0 &&
        html`
          <ul class="earned-templates">
            ${earned.map(
              (template) => html`
                <li class="person" key=${template.id}>
                  <${Thumb} src=${template.image_url} />
                  <span>
                    ${template.name}
                    ${
                      template.state &&
                      html`
                        <span class="sub"><${TemplateStates} template=${template} /></span>
                      `
                    }
                  </span>
                </li>
              `,
            )}
          </ul>
        `
      }
      <${Facts}
        of=${[
          ["What", EVENTS[event.type] ?? event.type],
          ["Learner", `${event.first_name} ${event.last_name}`.trim()],
          ["E-mail", event.email],
          ["User id", event.user_id],
          ["Course", event.course_name ?? event.course_id],
          ["Course id", event.course_name && event.course_id],
          ["Course family", event.course_family !== event.course_id && event.course_family],
          ["Certificate", event.certificate_id],
          ["When", event.occurred_at && exactly(event.occurred_at)],
          ["Expires", event.expires_at && exactly(event.expires_at)],
        ]}
      />
    <//>
  `;
}
