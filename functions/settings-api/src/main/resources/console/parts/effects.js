// What a change of rules would do to badges: counted first, done only as far as people say.

import { html, useEffect, useRef, useState } from "./view.js";
import { post, remove } from "../api.js";
import { ActionDialog } from "./dialog.js";
import { Field } from "./form.js";
import { Failed, Loading } from "./notice.js";
import { useProviderOf } from "./provider.js";
import { go } from "./route.js";
import { mayChange } from "./session.js";
import { refreshStatus } from "./status.js";
import { templatePath } from "./template.js";
import { counted, number } from "./time.js";
import { say } from "./toast.js";

/** @returns {Promise<{gain: number, lose: number, have: number, more: boolean}>} */
export function effectsOf(question) {
  return post("/api/rules/effects", question);
}

/**
 * Has everybody concerned looked at again.
 * @returns {Promise<any | null>} the job, or null when nothing is to be done
 */
export async function applyRules(template, { gain = false, lose = false, quiet = false }) {
  return gain || lose
    ? post(`${templatePath(template)}/apply-rules`, { gain, lose, quiet: gain && quiet })
    : null;
}

/**
 * Asks before rules change, with the count of learners who would gain or lose the badge.
 * @param {object} properties
 * @param {string} properties.title
 * @param {string} properties.confirm the button's words
 * @param {any} properties.question as `rules/effects` takes it
 * @param {any} [properties.seen] its answer, when it is known already
 * @param {"primary" | "danger"} [properties.tone]
 * @param {boolean} [properties.needed] there is nothing to confirm when nothing is done
 * @param {(what: {gain: boolean, lose: boolean, quiet: boolean}) => Promise<void>}
 *     properties.onConfirm
 * @param {() => void} properties.onClose
 * @param {any} [properties.children] what happens in any case
 */
export function EffectsDialog({
  title,
  confirm,
  question,
  seen: known = null,
  tone,
  needed = false,
  onConfirm,
  onClose,
  children,
}) {
  const [seen, setSeen] = useState(known);
  const [error, setError] = useState(null);
  const [gain, setGain] = useState(false);
  const [lose, setLose] = useState(false);
  const about = question.without ?? question.rule.template;
  const provider = useProviderOf(about.split(".")[0]);
  const count = () => {
    setError(null);
    effectsOf(question).then(setSeen, setError);
  };
  useEffect(() => {
    if (!known) {
      count();
    }
  }, []);
  return html`
    <${ActionDialog}
      title=${title}
      confirm=${confirm}
      tone=${tone}
      blocked=${!seen || (needed && !gain && !lose)}
      onClose=${onClose}
      onConfirm=${({ quiet = false }) => onConfirm({ gain, lose, quiet })}
    >
      ${children}
      ${
        error &&
        html`
          <${Failed} error=${error} retry=${count} />
        `
      }
      ${
        !seen &&
        !error &&
        html`
          <${Loading} lines=${3} label="Counting" />
        `
      }
      ${
        seen &&
        html`
          <${Effects}
            seen=${seen}
            gain=${gain}
            lose=${lose}
            mayBeQuiet=${provider?.quiet}
            onGain=${setGain}
            onLose=${setLose}
          />
        `
      }
    <//>
  `;
}

/**
 * Asks before a rule or a mapping goes, and shows the job, if there is one, on its template's page.
 * @param {{title: string, rule: {id: string, template: string}, path: string, onClose: () => void,
 *     children: any}} properties `children`: what happens in any case
 */
export function DeleteDialog({ title, rule, path, onClose, children }) {
  const gone = useRef(false);
  return html`
    <${EffectsDialog}
      title=${title}
      confirm="Delete"
      tone="danger"
      question=${{ without: rule.id }}
      onConfirm=${async (what) => {
        // It is gone already, when what was asked for on top failed.
        if (!gone.current) {
          await remove(path, { match: rule });
          gone.current = true;
          refreshStatus().catch(() => {});
        }
        const job = await applyRules(rule.template, what);
        say("Deleted.");
        go(...(job ? [["templates", rule.template], { job: job.id }] : [["mappings"]]));
      }}
      onClose=${onClose}
    >
      <p>${children}</p>
    <//>
  `;
}

function Effects({ seen, gain, lose, mayBeQuiet, onGain, onLose }) {
  const nothing = seen.gain === 0 && seen.lose === 0;
  return html`
    <div class="stack small" role="status">
      ${
        nothing &&
        html`
          <p>Nobody would gain the badge by it, and nobody would lose it.</p>
        `
      }
      ${
        seen.gain > 0 &&
        html`
          <p class="count-line">
            <strong>${number(seen.gain)}${seen.more ? "+" : ""}</strong>
            <span>${seen.gain === 1 ? "learner" : "learners"} would gain the badge</span>
          </p>
        `
      }
      ${
        seen.lose > 0 &&
        html`
          <p class="count-line">
            <strong>${number(seen.lose)}${seen.more ? "+" : ""}</strong>
            <span>${seen.lose === 1 ? "learner" : "learners"} would lose the badge</span>
          </p>
        `
      }
      ${
        seen.have > 0 &&
        html`
          <p class="muted">
            ${counted(seen.have, "learner", seen)}
            ${seen.have === 1 && !seen.more ? " has it, and keeps it." : " have it, and keep it."}
          </p>
        `
      }
    </div>
    ${
      mayChange() &&
      !nothing &&
      html`
        ${
          seen.gain > 0 &&
          html`
            <${Field}
              name="gain"
              type="checkbox"
              label=${`Issue it to ${counted(seen.gain, "learner", seen)}`}
              hint="Else each gets it with the next thing that they do for it."
              onChange=${(event) => onGain(event.currentTarget.checked)}
            />
          `
        }
        ${
          gain &&
          mayBeQuiet &&
          html`
            <${Field}
              name="quiet"
              type="checkbox"
              label="Quietly"
              hint="The provider sends these learners no e-mail."
            />
          `
        }
        ${
          seen.lose > 0 &&
          html`
            <${Field}
              name="lose"
              type="checkbox"
              label=${`Take it from ${counted(seen.lose, "learner", seen)}`}
              hint="Else they keep it."
              onChange=${(event) => onLose(event.currentTarget.checked)}
            />
          `
        }
      `
    }
    ${
      !nothing &&
      !gain &&
      !lose &&
      html`
        <p class="hint">No badge changes by the rule alone.</p>
      `
    }
  `;
}
