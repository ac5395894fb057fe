import { html, useEffect, useRef, useState } from "../parts/view.js";
import { get, post, put } from "../api.js";
import { Thumb } from "../parts/badge.js";
import { Code } from "../parts/copy.js";
import { applyRules, DeleteDialog, EffectsDialog, effectsOf } from "../parts/effects.js";
import { Field, Form } from "../parts/form.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { useNames } from "../parts/names.js";
import { Loaded, Loading, Notice } from "../parts/notice.js";
import { Card, Facts, Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { correct, go, href } from "../parts/route.js";
import { isReadable, ruleName, rulePath } from "../parts/rule.js";
import { draftOf, newDraft, ruleOf } from "../parts/rule-draft.js";
import { ReadBack, RuleFields } from "../parts/rule-editor.js";
import { ImportRules } from "../parts/rule-files.js";
import { Trial } from "../parts/rule-trial.js";
import { mayChange, mayMap } from "../parts/session.js";
import { refreshStatus } from "../parts/status.js";
import { Hindrance, TemplatePicker, templatePath, TemplateStates } from "../parts/template.js";
import { Time } from "../parts/time.js";
import { say } from "../parts/toast.js";

export default function Rules({ id, query }) {
  const nothing = !id && !query.new && !query.import;
  useEffect(() => {
    if (nothing) {
      correct(["mappings"], { show: "rules" });
    }
  }, [nothing]);
  if (id) {
    return html`
      <${OneRule} id=${id} query=${query} />
    `;
  }
  if (query.import) {
    return html`
      <${ImportPage} />
    `;
  }
  return (
    query.new &&
    html`
      <${NewRule} query=${query} />
    `
  );
}

const BACK = { href: href(["mappings"]), label: "Mappings and rules" };

// ---- New --------------------------------------------------------------------------------------

function NewRule({ query }) {
  return html`
    <${Page}
      title="New rule"
      back=${BACK}
      lead="A badge for more than one certificate, or for one that says the right thing."
    >
      ${
        mayMap()
          ? html`
              <${Editor}
                key=${query.template}
                draft=${newDraft({ template: query.template })}
                onSaved=${(saved, job) => go(["rules", saved.id], { made: "yes", job: job?.id })}
                aside=${html`
                  <a class="button" href=${href(["mappings"])}>Cancel</a>
                `}
              />
            `
          : html`
              <${Notice} title="You may not make rules." />
            `
      }
    <//>
  `;
}

function ImportPage() {
  return html`
    <${Page}
      title="Import rules"
      back=${BACK}
      lead="From a file that was exported here, or from another Badgebridge."
    >
      ${
        mayMap()
          ? html`
              <${ImportRules} />
            `
          : html`
              <${Notice} title="You may not import rules." />
            `
      }
    <//>
  `;
}

// ---- One --------------------------------------------------------------------------------------

function OneRule({ id, query }) {
  const rule = useResource(rulePath(id), { every: 20_000 });
  const job = useResource(query.job ? `/api/jobs/${encodeURIComponent(query.job)}` : null);
  const [asking, setAsking] = useState(null);
  const seen = rule.data;
  const without = (name) => correct(["rules", id], { ...query, [name]: undefined });
  useEffect(() => {
    if (seen?.mapping) {
      correct(["mappings", id]);
    }
  }, [seen?.mapping]);
  const started = (job) => job && correct(["rules", id], { ...query, job: job.id });
  return html`
    <${Page}
      title=${seen ? ruleName(seen) : "Rule"}
      back=${BACK}
      lead=${seen && `It earns ${seen.template_name ?? seen.template}.`}
      actions=${
        seen &&
        html`
          ${
            mayChange() &&
            isReadable(seen) &&
            html`
              <button type="button" onClick=${() => setAsking("apply")}>
                <${Icon} name="send" />
                Apply to everybody …
              </button>
            `
          }
          ${
            mayMap() &&
            html`
              <button type="button" class="warns" onClick=${() => setAsking("delete")}>
                Delete …
              </button>
            `
          }
        `
      }
    >
      <${Loaded} of=${rule}>
        ${(data) => html`
          ${
            data.trouble &&
            html`
              <${Notice} tone="bad" title="Nobody can earn the badge by it.">${data.trouble}<//>
            `
          }
          ${
            query.made &&
            !query.job &&
            html`
              <${Notice} tone="good" title="The rule is saved.">
                From now on what meets it earns the badge, together with what learners did before.
              <//>
            `
          }
          ${
            job.data &&
            html`
              <${JobProgress} job=${job.data} key=${job.data.id} onClose=${() => without("job")} />
            `
          }
          ${
            isReadable(data) &&
            html`
              <${Saved}
                rule=${data}
                onChanged=${(changed, job) => {
                  rule.replace(changed);
                  started(job);
                  say("Saved.");
                }}
              />
            `
          }
          ${
            asking === "apply" &&
            html`
              <${EffectsDialog}
                title="Apply the rules to everybody?"
                confirm="Apply"
                question=${{ rule: askedAs(data) }}
                needed
                onConfirm=${async (what) => started(await applyRules(data.template, what))}
                onClose=${() => setAsking(null)}
              >
                <p>
                  All learners whom a rule of the badge concerns are looked at again, as the rules
                  are now.
                </p>
              <//>
            `
          }
          ${
            asking === "delete" &&
            html`
              <${DeleteDialog}
                title="Delete this rule?"
                rule=${data}
                path=${rulePath(data.id)}
                onClose=${() => setAsking(null)}
              >
                From now on nothing is earned by it.
              <//>
            `
          }
        `}
      <//>
    <//>
  `;
}

/** A rule that was read, as it is sent. */
function askedAs(rule) {
  return ruleOf(draftOf(rule)).rule;
}

/** A rule that is there: to be changed by who may, else to be read. */
function Saved({ rule: now, onChanged }) {
  // What the fields were filled with: if somebody changes it meanwhile, saving is refused.
  const [rule, setRule] = useState(now);
  const [round, setRound] = useState(0);
  const [theirs, setTheirs] = useState(null);
  const names = useNames();
  const about = html`
    <${About} rule=${now} />
  `;
  if (!mayMap()) {
    return html`
      <${Card} title="In plain words">
        <${ReadBack} rule=${now} names=${names} />
      <//>
      ${about}
    `;
  }
  return html`
    ${
      theirs &&
      html`
        <div role="alert">
          <${Notice}
            tone="warn"
            title="Somebody changed it meanwhile."
            actions=${html`
              <button
                type="button"
                onClick=${() => {
                  setRule(theirs);
                  setTheirs(null);
                  setRound(round + 1);
                }}
              >
                Show theirs
              </button>
            `}
          >
            Nothing of yours was saved. Save again to put yours in the place of theirs.
          <//>
        </div>
      `
    }
    <${Editor}
      key=${round}
      rule=${theirs ?? rule}
      draft=${draftOf(rule)}
      onSaved=${(saved, job) => {
        setTheirs(null);
        setRule(saved);
        onChanged(saved, job);
      }}
      onOutdated=${async () => setTheirs(await get(rulePath(rule.id)))}
    />
    ${about}
  `;
}

function About({ rule }) {
  return html`
    <${Card} title="About">
      <${Facts}
        of=${[
          [
            "Template",
            html`
              <a href=${href(["templates", rule.template])}>${rule.template_name ?? rule.template}</a>
            `,
          ],
          [
            "Made",
            html`
              <${Time} at=${rule.created_at} exact />
            `,
          ],
          [
            "Changed",
            html`
              <${Time} at=${rule.updated_at} exact />
            `,
          ],
          [
            "Id",
            html`
              <${Code} text=${rule.id} what="id" />
            `,
          ],
        ]}
      />
    <//>
  `;
}

// ---- Editing ----------------------------------------------------------------------------------

/**
 * @param {object} properties
 * @param {any} properties.draft what is edited first
 * @param {any} [properties.rule] as it was read; without, it is a new one
 * @param {(saved: any, job: any) => void} properties.onSaved
 * @param {() => Promise<void>} [properties.onOutdated] somebody else changed it meanwhile
 * @param {any} [properties.aside] buttons beside the one that saves
 */
function Editor({ draft: first, rule = null, onSaved, onOutdated, aside }) {
  const [draft, setDraft] = useState(first);
  const [wrongTemplate, setWrongTemplate] = useState(null);
  const [asking, setAsking] = useState(null);
  const names = useNames();
  const template = useResource(draft.template ? templatePath(draft.template) : null);
  // What is saved already, when doing what was asked for on top failed.
  const done = useRef(null);

  const checked = () => {
    const { rule: asked, errors } = ruleOf(draft);
    if (errors.length > 0) {
      throw Object.assign(new Error("Some fields need your attention."), { errors });
    }
    return asked;
  };
  const store = async ({ template: target, id, ...body }) => {
    try {
      return await (rule
        ? put(rulePath(id), body, { match: done.current ?? rule })
        : post("/api/rules", { template: target, ...body }));
    } catch (error) {
      if (error.outdated) {
        await onOutdated();
      }
      throw error;
    }
  };
  const commit = async (asked, what) => {
    if (rule || !done.current) {
      done.current = await store(asked);
      refreshStatus().catch(() => {});
    }
    const job = await applyRules(asked.template, what);
    const saved = done.current;
    done.current = null;
    onSaved(saved, job);
  };
  const submit = async () => {
    setWrongTemplate(null);
    if (!draft.template) {
      setWrongTemplate("Pick the template that the rule earns.");
      return;
    }
    const asked = checked();
    try {
      // Where nothing can be issued now, nobody gains or loses by it now.
      const active = template.data?.active ?? (await get(templatePath(asked.template))).active;
      const effects = active ? await effectsOf({ rule: asked }) : null;
      if (effects && (effects.gain > 0 || effects.lose > 0)) {
        setAsking({ rule: asked, effects });
      } else {
        await commit(asked, {});
      }
    } catch (error) {
      throw placed(error, setWrongTemplate);
    }
  };
  // Else a source that is there would be shown as gone for a moment.
  if (!names.ready) {
    return html`
      <${Loading} lines=${8} />
    `;
  }
  return html`
    <div class="main-and-aside rule-page">
      <div class="stack">
        <${Form}
          submit=${rule ? "Save" : "Make the rule"}
          onSubmit=${submit}
          shape=${shapeOf(draft)}
          aside=${aside}
        >
          <${Card} title="What it earns">
            <div class="stack">
              ${
                rule
                  ? html`
                      <${Earned} template=${template} />
                    `
                  : html`
                      <${TemplatePicker}
                        value=${draft.template}
                        wrong=${wrongTemplate}
                        onPick=${(picked) => {
                          setWrongTemplate(null);
                          setDraft({ ...draft, template: picked.id });
                        }}
                      />
                    `
              }
              <${Field}
                name="name"
                label="Name of the rule"
                optional
                value=${draft.name}
                maxlength="100"
                autocomplete="off"
                onInput=${(event) => setDraft({ ...draft, name: event.currentTarget.value })}
              />
            </div>
          <//>
          <${RuleFields} draft=${draft} onChange=${setDraft} sources=${names.sources} names=${names} />
          <${Card} title="From when on">
            <${Field}
              name="since"
              label="Only what was earned from this day on"
              type="date"
              optional
              hint="Without it all counts, also what was earned before the rule was made."
              value=${draft.since}
              onInput=${(event) => setDraft({ ...draft, since: event.currentTarget.value })}
            />
          <//>
        <//>
        <${Trial} draft=${draft} rule=${checked} sources=${names.sources} names=${names} />
      </div>
      <div class="read-back">
        <${Card} title="In plain words">
          <${ReadBack} rule=${ruleOf(draft).rule} names=${names} />
        <//>
      </div>
    </div>
    ${
      asking &&
      html`
        <${EffectsDialog}
          title=${rule ? "Save the rule?" : "Make the rule?"}
          confirm=${rule ? "Save" : "Make the rule"}
          question=${{ rule: asking.rule }}
          seen=${asking.effects}
          onConfirm=${(what) => commit(asking.rule, what)}
          onClose=${() => setAsking(null)}
        />
      `
    }
  `;
}

/** Fields are named by their places: they have other names when another part is there. */
function shapeOf({ groups, penalties }) {
  const parts = ({ key, conditions = [] }) => [key, ...conditions.map((each) => each.key)].join("-");
  return [
    ...groups.map((group) => [group.key, ...group.requirements.map(parts)].join("+")),
    ...penalties.map(parts),
  ].join(" ");
}

/** What is wrong with a rule inside of a question is wrong with the rule's fields. */
function placed(error, onTemplate) {
  if (!error.errors) {
    return error;
  }
  error.errors = error.errors.map((each) => ({ ...each, field: each.field.replace(/^rule\./, "") }));
  const template = error.errors.find((each) => each.field === "template");
  if (template) {
    onTemplate(`It ${template.message}.`);
  }
  return error;
}

function Earned({ template }) {
  return html`
    <${Loaded} of=${template} lines=${2}>
      ${(earned) => html`
        <div class="person">
          <${Thumb} src=${earned.image_url} large />
          <div>
            <a href=${href(["templates", earned.id])}>${earned.name}</a>
            <span class="sub"><${TemplateStates} template=${earned} /></span>
          </div>
        </div>
        <${Hindrance} template=${earned} />
      `}
    <//>
  `;
}
