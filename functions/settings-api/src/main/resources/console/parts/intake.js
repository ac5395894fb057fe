// How the posts of a source are proven and read, where that differs from its preset: the fields of
// its settings, as the API names them.

import { html, useState } from "./view.js";
import { Field } from "./form.js";
import { Icon } from "./icon.js";
import { useResource } from "./poll.js";
import { Chip } from "./state.js";

const PREFIX = "settings.";
const EVENT = "event.";
const MEANINGS = "meanings";

const PROOFS = {
  signed: { word: "signed", tone: "good", state: "on" },
  shared: { word: "a secret travels along", tone: "calm", state: "none" },
  url: { word: "only the URL is secret", tone: "warn", state: "unusable" },
};

// As an admin looks for them.
const FIELDS = [
  ["user_id", "Learner's id"],
  ["email", "E-mail"],
  ["first_name", "First name"],
  ["last_name", "Last name"],
  ["full_name", "Full name"],
  ["course_id", "Course id"],
  ["course_name", "Course name"],
  ["certificate_id", "Certificate id"],
  ["certificate_url", "Certificate URL"],
  ["issued_at", "Issued"],
  ["expires_at", "Expires"],
  ["time", "When it happened"],
  ["event_id", "Event id"],
  ["locale", "Language"],
];

const BODIES = { plain: "JSON or a form", cloudevents: "CloudEvents" };
const ANSWERS = ["200", "201", "202", "204"];

export function useSchemes() {
  return useResource("/api/schemes");
}

/** What a post proves besides that its sender knows the secret, in a few words. */
export function originOf({ scheme, proof }) {
  return proof.content ? PROOFS.signed : scheme === "path" ? PROOFS.url : PROOFS.shared;
}

/** @param {{scheme: string, proof: {content: boolean, time: boolean}}} properties */
export function ProofChips({ scheme, proof }) {
  return html`
    <span class="chips">
      <${Chip} ...${originOf({ scheme, proof })} />
      ${
        !proof.time &&
        html`
          <${Chip}
            state="none"
            tone="calm"
            word="no time: a repetition is known by its id only"
          />
        `
      }
    </span>
  `;
}

/**
 * Everything by which a source may differ from its preset; what is left empty is as the preset has
 * it.
 * @param {{preset: any, settings?: Record<string, string>, schemes: any[]}} properties
 */
export function IntakeFields({ preset, settings = {}, schemes }) {
  return html`
    <${ProofFields} preset=${preset} settings=${settings} schemes=${schemes} />
    <${Section} title="How its posts are written" own=${ownOf(settings, WRITTEN)}>
      <${Own}
        name="body"
        label="Form"
        settings=${settings}
        type="select"
        options=${[
          usually(BODIES[preset.body] ?? preset.body),
          ...Object.entries(BODIES).map(([value, label]) => ({ value, label })),
        ]}
      />
      <${Own}
        name="items.from"
        label="List of events"
        settings=${settings}
        placeholder=${preset.items?.from ?? "each post is one event"}
        hint="The member of a post that has several events in it."
      />
      <${Own}
        name="items.as"
        label="Each read as"
        settings=${settings}
        placeholder=${preset.items?.as ?? ""}
        hint="The member as which each of them is read, beside the rest of the post."
      />
      <${Own}
        name="zone"
        label="Time zone"
        settings=${settings}
        placeholder=${preset.zone ?? "none: times must carry their own"}
        hint="Of times that carry none, such as Europe/Berlin."
      />
      <${Own}
        name="answer"
        label="Our answer"
        settings=${settings}
        type="select"
        options=${[
          usually(String(preset.answer)),
          ...ANSWERS.map((value) => ({ value, label: value })),
        ]}
        hint="The status by which the platform knows that its post has arrived."
      />
    <//>
    <${EventFields} preset=${preset} settings=${settings} />
    <${Section}
      title="Where things stand"
      own=${ownOf(settings, (name) => name.startsWith("field."))}
      hint=${html`
        A place is a JSON Pointer such as <code>/data/user/email</code>, a header such as${" "}
        <code>header:X-Topic</code>, or after <code>=</code> a text with places in braces. Of several
        with <code>or</code> between them the first wins that leads to something.
      `}
    >
      ${FIELDS.map(
        ([name, label]) => html`
          <${Own}
            key=${name}
            name=${`field.${name}`}
            label=${label}
            settings=${settings}
            placeholder=${preset.fields[name] ?? "nowhere"}
          />
        `,
      )}
    <//>
  `;
}

const WRITTEN = (name) => ["body", "items.from", "items.as", "zone", "answer"].includes(name);

function ownOf(settings, belongs) {
  return Object.keys(settings).filter(belongs).length;
}

const usually = (label) => ({ value: "", label: `As the preset has it: ${label}` });

/** One setting. */
function Own({ name, settings, placeholder, ...rest }) {
  return html`
    <${Field}
      name=${PREFIX + name}
      placeholder=${placeholder}
      title=${placeholder}
      value=${settings[name] ?? ""}
      exact
      autocomplete="off"
      spellcheck="false"
      ...${rest}
    />
  `;
}

function Section({ title, own, hint, children }) {
  return html`
    <details class="section" open=${own > 0}>
      <summary>
        ${title}
        ${
          own > 0 &&
          html`
            ${" "}<span class="muted">(${own} of its own)</span>
          `
        }
      </summary>
      <div class="rows">
        ${
          hint &&
          html`
            <p class="hint">${hint}</p>
          `
        }
        ${children}
      </div>
    </details>
  `;
}

function ProofFields({ preset, settings, schemes }) {
  const first = settings.scheme ?? "";
  const [chosen, setChosen] = useState(first);
  // How-tos call schemes and their settings by their words.
  const named = ({ word, title }) => `${word}: ${title}`;
  const usual = schemes.find(({ word }) => word === preset.scheme);
  const as = chosen && chosen !== preset.scheme ? schemes.find(({ word }) => word === chosen) : null;
  const proof = as
    ? { ...as.proves, secret_needed: as.secret.needed }
    : preset.proof;
  // Another scheme takes none of the settings of this one.
  const own = chosen === first ? settings : {};
  return html`
    <fieldset class="field">
      <legend>How its posts are proven</legend>
      <div class="rows">
        <${Field}
          name="settings.scheme"
          label="Scheme"
          type="select"
          exact
          value=${chosen}
          onChange=${(event) => setChosen(event.target.value)}
          options=${[
            usually(usual ? named(usual) : preset.scheme),
            ...schemes.map((each) => ({ value: each.word, label: named(each) })),
          ]}
        />
        <${ProofChips} scheme=${as?.word ?? preset.scheme} proof=${proof} />
        ${
          !proof.secret_needed &&
          html`
            <p class="hint">No secret is needed: the platform signs with a key of its own.</p>
          `
        }
        ${(as ?? preset).settings.map(
          (setting) => html`
            <${Own}
              key=${`${chosen}.${setting.name}`}
              name=${setting.name}
              label=${html`
                ${setting.title}${" "}<code class="muted">${setting.name}</code>
              `}
              settings=${own}
              placeholder=${setting.value}
            />
          `,
        )}
      </div>
    </fieldset>
  `;
}

let rows = 0;

function EventFields({ preset, settings }) {
  const [added, setAdded] = useState(() =>
    Object.entries(settings)
      .filter(([name]) => name.startsWith(EVENT) && !(name.slice(EVENT.length) in preset.events))
      .map(([name, meaning]) => ({ key: (rows += 1), name: name.slice(EVENT.length), meaning })),
  );
  const add = () =>
    setAdded([...added, { key: (rows += 1), name: "", meaning: "certificate.issued" }]);
  const rename = (row, name) =>
    setAdded(added.map((each) => (each === row ? { ...row, name } : each)));
  return html`
    <${Section}
      title="What its events mean"
      own=${ownOf(settings, (name) => name === "event" || name.startsWith(EVENT))}
      hint=${html`
        A meaning is <code>certificate.issued</code>, <code>certificate.revoked</code>,${" "}
        <code>course.passed</code>, <code>course.failed</code> or <code>ignore</code>, perhaps with
        conditions: <code>course.passed when /data/score gte 80; course.failed</code>. Events of
        other names are ignored.
      `}
    >
      <${Own}
        name="event"
        label="Place of the name"
        settings=${settings}
        placeholder=${preset.event}
      />
      ${Object.entries(preset.events).map(
        ([name, meaning]) => html`
          <${Own}
            key=${name}
            name=${EVENT + name}
            label=${html`
              <code>${name}</code>
            `}
            settings=${settings}
            placeholder=${meaning}
            list=${MEANINGS}
          />
        `,
      )}
      ${added.map(
        (row) => html`
          <div class="added-row" key=${row.key}>
            <${Field}
              label="Name of the event"
              value=${row.name}
              onInput=${(event) => rename(row, event.target.value)}
              autocomplete="off"
              spellcheck="false"
            />
            <${Field}
              name=${PREFIX + EVENT + row.name.trim()}
              label=${`Meaning of ${row.name || "it"}`}
              value=${row.meaning}
              exact
              list=${MEANINGS}
              autocomplete="off"
              spellcheck="false"
            />
            <button
              type="button"
              class="small"
              onClick=${() => setAdded(added.filter((each) => each !== row))}
            >
              Remove
              <span class="hidden">${" "}the event ${row.name}</span>
            </button>
          </div>
        `,
      )}
      <datalist id=${MEANINGS}>
        ${["certificate.issued", "certificate.revoked", "course.passed", "course.failed", "ignore"].map(
          (word) => html`
            <option value=${word} key=${word}></option>
          `,
        )}
      </datalist>
      <div class="actions">
        <button type="button" class="small" onClick=${add}>
          <${Icon} name="mapping" />
          Add an event
        </button>
      </div>
    <//>
  `;
}

/** Guards of a source. */
export function CapField({ cap = null }) {
  return html`
    <${Field}
      name="hourly_cap"
      label="Most events in an hour"
      optional
      inputmode="numeric"
      value=${cap === null ? "" : String(cap)}
      hint="What comes above it waits for you, so that a platform upgrade that sends all old certificates again issues nothing by itself."
      autocomplete="off"
    />
  `;
}

/** The fields above as the API wants them; settings that are empty are as the preset has them. */
export function intakeOf(values) {
  const settings = Object.fromEntries(
    Object.entries(values)
      .filter(([name, value]) => name.startsWith(PREFIX) && value !== "")
      .map(([name, value]) => [name.slice(PREFIX.length), value]),
  );
  return { settings, hourly_cap: capOf(values.hourly_cap ?? "") };
}

/** What is no number the API refuses in its own words. */
function capOf(text) {
  if (text === "") {
    return null;
  }
  return Number.isNaN(Number(text)) ? text : Number(text);
}

/** What holds, for who may not change it. */
export function howItIsRead({ event, events, fields, zone, answer }) {
  return [
    ["Event", html`<code>${event}</code>`],
    ...Object.entries(events).map(([name, meaning]) => [name, html`<code>${meaning}</code>`]),
    ...FIELDS.filter(([name]) => fields[name]).map(([name, label]) => [
      label,
      html`<code>${fields[name]}</code>`,
    ]),
    ["Time zone", zone],
    ["Our answer", answer],
  ];
}
