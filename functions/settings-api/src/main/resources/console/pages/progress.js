import { html, useEffect, useState } from "../parts/view.js";
import { post } from "../api.js";
import { learnerName } from "../parts/badge.js";
import { ActionDialog } from "../parts/dialog.js";
import { Field } from "../parts/form.js";
import { useNames } from "../parts/names.js";
import { Loaded, Notice } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { GroupsMet, progressPath, Steps, stepsOf } from "../parts/progress.js";
import { correct, href } from "../parts/route.js";
import { askedWords } from "../parts/rule.js";
import { mayChange } from "../parts/session.js";
import { Chip } from "../parts/state.js";
import { Time } from "../parts/time.js";
import { say } from "../parts/toast.js";

export default function Progress({ id }) {
  useEffect(() => {
    if (!id) {
      correct(["templates"]);
    }
  }, [id]);
  return (
    id &&
    html`
      <${OneProgress} id=${id} />
    `
  );
}

function OneProgress({ id }) {
  const progress = useResource(progressPath(id), { every: 8_000 });
  const names = useNames();
  const [asking, setAsking] = useState(false);
  const seen = progress.data;
  const some = seen?.groups.some((group) => group.requirements.some((each) => each.met));
  return html`
    <${Page}
      title=${seen ? `${learnerName(seen.learner, seen.learner_id)}: ${seen.template_name}` : "Progress"}
      back=${
        seen
          ? { href: href(["templates", seen.template_id]), label: seen.template_name ?? "Template" }
          : { href: href(["templates"]), label: "Templates" }
      }
      lead="How far the learner is on the way to the badge by one rule."
      actions=${
        mayChange() &&
        some &&
        html`
          <button type="button" class="warns" onClick=${() => setAsking(true)}>Reset …</button>
        `
      }
    >
      <${Loaded} of=${progress}>
        ${(data) => html`
          ${
            data.missing.length > 0
              ? html`
                  <${Notice} tone="calm" title="What is missing">
                    <ul class="dots">
                      ${data.missing.map(
                        (sentence) => html`
                          <li key=${sentence}>${sentence}</li>
                        `,
                      )}
                    </ul>
                  <//>
                `
              : html`
                  <${Notice} tone="good" title="Nothing is missing." />
                `
          }
          <div class="main-and-aside">
            <${Card} title="What is met">
              <${GroupsMet} groups=${data.groups} names=${names} />
            <//>
            <${Card} title="About">
              <${Facts}
                of=${[
                  [
                    "Learner",
                    html`
                      <a href=${href(["learners", data.learner_id])}>
                        ${learnerName(data.learner, data.learner_id)}
                      </a>
                    `,
                  ],
                  ["E-mail", data.learner?.email],
                  [
                    "Template",
                    html`
                      <a href=${href(["templates", data.template_id])}>${data.template_name}</a>
                    `,
                  ],
                  [
                    "Rule",
                    html`
                      <a href=${href(["rules", data.rule_id])}>${data.rule_name ?? "See it"}</a>
                    `,
                  ],
                  [
                    "Complete",
                    data.satisfied
                      ? html`
                          <${Chip} state="done" word="yes" />
                        `
                      : html`
                          <${Steps} ...${stepsOf(data)} />
                        `,
                  ],
                  [
                    "Badge",
                    data.badge_id
                      ? html`
                          <a href=${href(["badges", data.badge_id])}>See it</a>
                          ${" "}<${Chip} state=${data.badge_state} />
                        `
                      : "none",
                  ],
                  [
                    "Changed",
                    html`
                      <${Time} at=${data.updated_at} exact />
                    `,
                  ],
                ]}
              />
            <//>
          </div>
          ${
            asking &&
            html`
              <${Reset}
                progress=${data}
                names=${names}
                onReset=${progress.refresh}
                onClose=${() => setAsking(false)}
              />
            `
          }
        `}
      <//>
    <//>
  `;
}

function Reset({ progress, names, onReset, onClose }) {
  const [picked, setPicked] = useState([]);
  const toggle = (id) =>
    setPicked(picked.includes(id) ? picked.filter((each) => each !== id) : [...picked, id]);
  const met = progress.groups.flatMap((group) => group.requirements).filter((each) => each.met);
  return html`
    <${ActionDialog}
      title="Reset what was met?"
      confirm="Reset"
      tone="danger"
      blocked=${picked.length === 0}
      onClose=${onClose}
      onConfirm=${async ({ reason }) => {
        await post(`${progressPath(progress.id)}/reset`, { requirements: picked, reason });
        say("Reset.");
        onReset();
      }}
    >
      <p>
        What met these until now counts no longer; what is done from now on does. When the rule is
        not satisfied any more, and no other rule is, the badge is taken back.
      </p>
      <fieldset class="field">
        <legend>Reset</legend>
        ${met.map(
          (each) => html`
            <label class="radio-line" key=${each.id}>
              <input
                type="checkbox"
                checked=${picked.includes(each.id)}
                onChange=${() => toggle(each.id)}
              />
              ${askedWords(each, names)}
            </label>
          `,
        )}
      </fieldset>
      <${Field}
        name="reason"
        label="Reason"
        hint="It is kept with the progress."
        maxlength="500"
        autocomplete="off"
      />
    <//>
  `;
}
