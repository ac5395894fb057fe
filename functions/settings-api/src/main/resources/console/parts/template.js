// What templates look like wherever they stand, and how one is picked.

import { html, useState } from "./view.js";
import { post } from "../api.js";
import { Thumb } from "./badge.js";
import { ActionDialog } from "./dialog.js";
import { Empty, Loaded, Notice } from "./notice.js";
import { useResource } from "./poll.js";
import { href } from "./route.js";
import { mayMap } from "./session.js";
import { Chip } from "./state.js";
import { refreshStatus } from "./status.js";
import { counted, number } from "./time.js";
import { say } from "./toast.js";

const SEARCHED_FROM = 7;
const MOST_SHOWN = 60;

export const templatePath = (id) => `/api/templates/${encodeURIComponent(id)}`;

/** All templates, of one connection or of all. */
export function useAllTemplates({ connection, every = 0 } = {}) {
  return useResource("/api/templates", { query: { connection }, every });
}

/** The provider's word and our switch, side by side. */
export function TemplateStates({ template }) {
  return html`
    <span class="pair">
      <${Chip} state=${template.state} word=${`there: ${template.state}`} />
      <${Chip}
        state=${template.active ? "on" : "off"}
        word=${template.active ? "here: on" : "here: off"}
      />
    </span>
  `;
}

/** Whether `text` is found in what people know a template by. */
export function templateMatches(template, text) {
  const sought = text.trim().toLowerCase();
  return (
    sought === "" ||
    template.name.toLowerCase().includes(sought) ||
    (template.description ?? "").toLowerCase().includes(sought) ||
    template.provider_template_id.toLowerCase() === sought
  );
}

/**
 * One of the templates that the provider has, with a search where there are many.
 * @param {object} properties
 * @param {string} properties.name of the field
 * @param {string} [properties.value] what is picked first
 * @param {string} [properties.connection] only those of it
 * @param {string} [properties.wrong] what is wrong with it
 * @param {(template: any) => void} [properties.onPick]
 */
export function TemplatePicker({ name = "template", value = "", connection, wrong, onPick }) {
  const templates = useAllTemplates({ connection });
  const [sought, setSought] = useState("");
  const [picked, setPicked] = useState(value);
  return html`
    <fieldset class="field picker" aria-describedby=${wrong ? `${name}-wrong` : undefined}>
      <legend>Template</legend>
      <${Loaded} of=${templates} lines=${3}>
        ${({ items }) => {
          const offered = items.filter((each) => each.state !== "gone");
          // Two accounts may have templates of one name.
          const several = new Set(offered.map((each) => each.connection)).size > 1;
          const found = offered
            .filter((each) => each.id === picked || templateMatches(each, sought))
            .slice(0, MOST_SHOWN);
          return html`
            ${
              offered.length >= SEARCHED_FROM &&
              html`
                <input
                  type="search"
                  aria-label="Search the templates"
                  placeholder="Search by name"
                  value=${sought}
                  onInput=${(event) => setSought(event.target.value)}
                />
              `
            }
            ${
              offered.length === 0 &&
              html`
                <${Empty} title="No templates yet" icon="template">
                  Read them from the provider first.
                <//>
              `
            }
            <div class="picks">
              ${found.map(
                (template) => html`
                  <label class="pick-card" key=${template.id}>
                    <input
                      type="radio"
                      name=${name}
                      value=${template.id}
                      checked=${picked === template.id}
                      onChange=${() => {
                        setPicked(template.id);
                        onPick?.(template);
                      }}
                    />
                    <${Thumb} src=${template.image_url} />
                    <span>
                      ${template.name}
                      ${
                        several &&
                        html`
                          ${" "}<span class="sub muted">${template.connection}</span>
                        `
                      }
                      ${
                        template.state !== "active" &&
                        html`
                          <span class="sub muted">${template.state} at the provider</span>
                        `
                      }
                    </span>
                  </label>
                `,
              )}
            </div>
            ${
              offered.length > 0 &&
              found.length === 0 &&
              html`
                <p class="hint" role="status">No template has this in its name.</p>
              `
            }
          `;
        }}
      <//>
      ${
        wrong &&
        html`
          <p class="wrong" id=${`${name}-wrong`} role="alert">${wrong}</p>
        `
      }
    </fieldset>
  `;
}

// ---- Our switch -------------------------------------------------------------------------------

function waitingWords({ badges, more }) {
  return `${counted(badges, "badge", { more })} wait${badges === 1 && !more ? "s" : ""} for it`;
}

const THERE = {
  draft: "It is a draft there. Publish it, then sync the connection.",
  archived: "It is archived there. Make it active again, then sync the connection.",
  gone: "The provider no longer has it. Map its courses to another template.",
};

/**
 * What keeps badges of it from being issued, and what to do.
 * @param {{template: any, actions?: any}} properties `template` as read alone; `actions`: what
 *     switches it on
 */
export function Hindrance({ template, actions }) {
  const words = template.waiting?.badges > 0 ? `${waitingWords(template.waiting)}.` : "";
  if (template.state !== "active") {
    return html`
      <${Notice} tone="warn" title=${`No badge of it can be issued: ${template.state} at the provider.`}>
        ${THERE[template.state]} ${words}
      <//>
    `;
  }
  if (template.rules === 0) {
    return html`
      <${Notice}
        tone="calm"
        title="Nothing earns it yet."
        actions=${
          mayMap() &&
          html`
            <a class="button" href=${href(["mappings"], { new: "yes", template: template.id })}>
              Map a course to it
            </a>
          `
        }
      >
        Map a course to it; then it can be switched on. ${words}
      <//>
    `;
  }
  if (!template.active) {
    return html`
      <${Notice} tone="warn" icon="pause" title="It is switched off here." actions=${actions}>
        What earns it is kept, and issued when you switch it on. ${words}
      <//>
    `;
  }
  return null;
}

/**
 * Asks before our switch is turned, with the count of what waits for it.
 * @param {{on: boolean, template: any, onSwitched: (changed: any) => void, onOutdated?: () => void,
 *     onClose: () => void}} properties `template` as read alone; `onOutdated`: reads it again, when
 *     somebody else changed it meanwhile
 */
export function SwitchDialog({ on, template, onSwitched, onOutdated, onClose }) {
  const waits = template.waiting?.badges ?? 0;
  const words = counted(waits, "badge", template.waiting);
  const refused = on && (template.state !== "active" || template.rules === 0);
  const turn = () =>
    post(
      `${templatePath(template.id)}/${on ? "activate" : "deactivate"}`,
      {},
      { match: template },
    ).catch((error) => {
      if (error.outdated) {
        onOutdated?.();
      }
      throw error;
    });
  const issuing = on && waits > 0 && !refused;
  const verb = issuing ? `Switch on and issue ${words}` : on ? "Switch on" : "Switch off";
  return html`
    <${ActionDialog}
      title=${on ? `Switch ${template.name} on?` : `Switch ${template.name} off?`}
      confirm=${verb}
      blocked=${refused}
      onClose=${onClose}
      onConfirm=${async () => {
        onSwitched(await turn());
        refreshStatus().catch(() => {});
        say(on ? "Switched on." : "Switched off.");
      }}
    >
      ${
        refused &&
        html`
          <${Hindrance} template=${template} />
        `
      }
      ${
        on
          ? html`
              <p class="count-line">
                <strong>${number(waits)}${template.waiting?.more ? "+" : ""}</strong>
                <span>${waits === 1 ? "badge waits" : "badges wait"} for it</span>
              </p>
              <p>
                ${
                  refused
                    ? "Until then it cannot be switched on; what waits is kept."
                    : waits > 0
                    ? "They are issued now, where nothing else holds them. From now on what earns it is issued at once."
                    : "From now on what earns it is issued at once."
                }
              </p>
            `
          : html`
              <p>
                From now on no badge of it is issued. What is earned waits until you switch it on
                again. What is issued already stays.
              </p>
            `
      }
    <//>
  `;
}
