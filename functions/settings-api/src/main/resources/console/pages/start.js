import { html, useEffect, useState } from "../parts/view.js";
import { put } from "../api.js";
import { Thumb } from "../parts/badge.js";
import {
  Check,
  connectionPath,
  NewConnection,
  SyncTemplates,
  tested,
  TestConnection,
  TokenField,
} from "../parts/connection.js";
import { Copy } from "../parts/copy.js";
import { Field, Form } from "../parts/form.js";
import { Icon } from "../parts/icon.js";
import { JobProgress } from "../parts/job.js";
import { NewMapping } from "../parts/mapping.js";
import { Markdown } from "../parts/markdown.js";
import { Empty, Failed, Loaded, Loading, Notice } from "../parts/notice.js";
import { Page } from "../parts/page.js";
import { useResource } from "../parts/poll.js";
import { Preview } from "../parts/preview.js";
import { useProvider } from "../parts/provider.js";
import { correct, href } from "../parts/route.js";
import { postInShell, samplePayload, signedPost, signedPostInShell } from "../parts/sample.js";
import { mayChange } from "../parts/session.js";
import {
  needsSecret,
  NewSecret,
  NewSource,
  PostAddress,
  secretMadeHere,
  sourcePath,
  usePresets,
} from "../parts/source.js";
import { Chip } from "../parts/state.js";
import {
  Hindrance,
  SwitchDialog,
  templatePath,
  TemplateStates,
  useAllTemplates,
} from "../parts/template.js";
import { counted, Time } from "../parts/time.js";

const OFTEN_MS = 4_000;
const MOST_SHOWN = 12;
const STANDARD = "standard-webhooks";

const STEPS = [
  { id: "connect", title: "Connect your badge provider", Body: Connect },
  { id: "templates", title: "See your templates", Body: Templates },
  { id: "source", title: "Let your learning platform tell us", Body: Source },
  { id: "map", title: "Map a course to a badge", Body: Course },
  { id: "test", title: "Send a test event", Body: Test },
];

/**
 * Everything that was set up so far is read from the API, so one can leave at any step and come
 * back to it.
 */
export default function Start({ query }) {
  const setUp = useSetUp();
  const next = STEPS.find((step) => !setUp.done[step.id])?.id;
  // Where people are stays in the address: a step that was just done does not jump away.
  useEffect(() => {
    if (setUp.ready && !query.step) {
      correct(["start"], { step: next ?? "test" });
    }
  }, [setUp.ready, query.step]);
  if (!mayChange()) {
    return html`
      <${Page} title="First start">
        <${Empty} title="An admin sets this up" icon="connection">
          You see here what they made, as soon as they did.
        <//>
      <//>
    `;
  }
  return html`
    <${Page}
      title="First start"
      lead="From a certificate to a badge in five steps. You can leave at any time and come back: each step keeps what you did."
    >
      ${
        setUp.error &&
        html`
          <${Failed} error=${setUp.error} retry=${setUp.refresh} />
        `
      }
      ${
        !setUp.ready && !setUp.error
          ? html`
              <${Loading} lines=${8} />
            `
          : html`
              <ol class="steps">
                ${STEPS.map(
                  (step, i) => html`
                    <${Step}
                      key=${step.id}
                      number=${i + 1}
                      step=${step}
                      open=${query.step === step.id}
                      done=${setUp.done[step.id]}
                      next=${next === step.id}
                      after=${STEPS[i + 1]}
                      setUp=${setUp}
                    />
                  `,
                )}
              </ol>
            `
      }
      ${
        setUp.ready &&
        !next &&
        html`
          <div class="steps">
            <${Notice}
              tone="good"
              title="You are set up."
              actions=${html`
                <a class="button" href="#/">Go to the overview</a>
                <a class="button quiet" href=${href(["connections", setUp.connection.id])}>
                  Set up its webhook
                </a>
              `}
            >
              From now on each certificate for a mapped course becomes a badge. Have the provider
              tell Badgebridge what happens there: set up its webhook too.
            <//>
          </div>
        `
      }
    <//>
  `;
}

// What the provider said of a connection when it was asked last, for as long as the page is open.
const checks = new Map();

/** What there is: the first connection, the first source, and what belongs to them. */
function useSetUp() {
  const connections = useResource("/api/connections", { every: OFTEN_MS });
  const sources = useResource("/api/sources", { every: OFTEN_MS });
  const mappings = useResource("/api/mappings", { every: OFTEN_MS });
  const connection = connections.data?.items[0] ?? null;
  const source = sources.data?.items[0] ?? null;
  const templates = useAllTemplates({ every: OFTEN_MS });
  const certificates = useResource(source && "/api/certificates", {
    query: { source: source?.id, limit: 5 },
    every: OFTEN_MS,
  });
  const all = [connections, sources, mappings, templates];
  const refresh = () => [...all, certificates].forEach((each) => each.refresh());
  const check = checks.get(connection?.id) ?? null;
  const setCheck = (id, answer) => {
    checks.set(id, answer);
    refresh();
  };
  // A token that is saved need not be one that is accepted.
  const unchecked = connection?.token && !check ? connection.id : null;
  useEffect(() => {
    if (unchecked) {
      tested(unchecked).then(
        (answer) => setCheck(unchecked, answer),
        () => {},
      );
    }
  }, [unchecked]);
  return {
    check,
    setCheck,
    ready: all.every((each) => each.data),
    error: all.find((each) => each.error && !each.data)?.error ?? null,
    refresh,
    connection,
    source,
    templates: templates.data?.items ?? [],
    mappings: mappings.data?.items ?? [],
    certificates: certificates.data?.items ?? [],
    done: {
      connect: Boolean(connection?.token) && (check?.ok ?? connection.health.ok),
      templates: (templates.data?.items ?? []).length > 0,
      source: Boolean(source) && (source.secrets.length > 0 || !needsSecret(source)),
      map: (mappings.data?.items ?? []).length > 0,
      test: (certificates.data?.items ?? []).length > 0,
    },
  };
}

function Step({ number, step, open, done, next, after, setUp }) {
  const { Body } = step;
  const word = done ? "done" : next ? "next" : "later";
  return html`
    <li class="step" data-state=${word} data-open=${open}>
      <section aria-label=${step.title}>
        <h2 class="step-head">
          <a
            href=${href(["start"], { step: step.id })}
            aria-current=${open ? "step" : undefined}
          >
            <span class="step-mark">
              ${
                done
                  ? html`
                      <${Icon} name="check" />
                    `
                  : number
              }
            </span>
            <span class="step-title">${step.title}</span>
            <span class="step-state">${word}</span>
          </a>
        </h2>
        ${
          open &&
          html`
            <div class="step-body stack">
              <${Body} setUp=${setUp} />
              ${
                done &&
                after &&
                html`
                  <div class="actions">
                    <a class="button primary" href=${href(["start"], { step: after.id })}>
                      Go on
                      <span class="hidden">: ${after.title}</span>
                    </a>
                  </div>
                `
              }
            </div>
          `
        }
      </section>
    </li>
  `;
}

function First({ step, children }) {
  return html`
    <p class="muted">
      ${children}${" "}
      <a href=${href(["start"], { step })}>Go there</a>
    </p>
  `;
}

// ---- The steps --------------------------------------------------------------------------------

function Connect({ setUp }) {
  const { connection, check, setCheck } = setUp;
  const provider = useProvider(connection?.provider);
  const [round, setRound] = useState(0);
  if (!connection) {
    return html`
      <p>
        Badgebridge issues badges in your name. It needs the id of your organization there and a
        token, which only ever goes into the secrets store.
      </p>
      <${NewConnection} onSaved=${({ id }, answer) => setCheck(id, answer)} />
    `;
  }
  const save = async ({ token }) => {
    setCheck(connection.id, await put(`${connectionPath(connection.id)}/token`, { token }));
    // A fresh field, so that the token stays nowhere in the page.
    setRound((n) => n + 1);
  };
  return html`
    <p>
      <strong>${connection.name}</strong>
      ${" "}<span class="muted">at ${connection.base_url}</span>
    </p>
    ${
      check &&
      html`
        <${Check} check=${check} />
      `
    }
    ${
      connection.token &&
      html`
        <${TestConnection}
          id=${connection.id}
          onChecked=${(answer) => setCheck(connection.id, answer)}
        />
      `
    }
    ${
      !setUp.done.connect &&
      html`
        <${Form} submit="Save and try it" onSubmit=${save} key=${round}>
          <${TokenField} there=${connection.token !== null} provider=${provider} />
        <//>
        <p class="hint">
          Is the organization or the address wrong?${" "}
          <a href=${href(["connections", connection.id])}>Delete the connection</a>
          ${" "}and come back.
        </p>
      `
    }
  `;
}

function Templates({ setUp }) {
  const { connection, templates } = setUp;
  if (!connection?.token) {
    return html`
      <${First} step="connect">Connect the provider first: templates come from there.<//>
    `;
  }
  return html`
    <p>Badges are defined at the provider. Badgebridge reads them, and again every day.</p>
    <${SyncTemplates}
      id=${connection.id}
      primary=${templates.length === 0}
      onDone=${setUp.refresh}
    />
    ${
      templates.length > 0 &&
      html`
        <p role="status">${counted(templates.length, "template")} found.</p>
        <ul class="gallery">
          ${templates.slice(0, MOST_SHOWN).map(
            (template) => html`
              <li key=${template.id}>
                <${Thumb} src=${template.image_url} large />
                <a class="subtle" href=${href(["templates", template.id])}>${template.name}</a>
                <${Chip} state=${template.state} />
              </li>
            `,
          )}
        </ul>
        ${
          templates.length > MOST_SHOWN &&
          html`
            <a href="#/templates">See all of them</a>
          `
        }
      `
    }
  `;
}

function Source({ setUp }) {
  const { source } = setUp;
  const presets = usePresets();
  if (!source) {
    return html`
      <p>
        Your learning platform posts each certificate to an address of its own, with a secret. Choose
        your platform.
      </p>
      <${NewSource} onSaved=${setUp.refresh} />
    `;
  }
  const preset = presets.data?.items.find((each) => each.id === source.preset);
  return html`
    <p><strong>${source.name}</strong></p>
    <${PostAddress} source=${source} />
    ${
      source.secrets.length > 0 &&
      html`
        <p>
          <${Chip} state="on" word=${counted(source.secrets.length, "secret")} />
          ${" "}<span class="muted">saved. A secret is shown once, when it is made.</span>
        </p>
      `
    }
    ${
      needsSecret(source)
        ? html`
            <${NewSecret}
              source=${source}
              primary=${source.secrets.length === 0}
              onMade=${setUp.refresh}
            />
          `
        : html`
            <p class="muted">No secret is needed: the platform signs with a key of its own.</p>
          `
    }
    ${
      preset &&
      html`
        <details class="how-to">
          <summary>How to set up ${preset.title}</summary>
          <${Markdown} text=${preset.how_to} />
        </details>
      `
    }
  `;
}

function Course({ setUp }) {
  const { source, templates, mappings } = setUp;
  const mapping = mappings.find((each) => each.source === source?.id) ?? mappings[0];
  const template = useResource(mapping ? templatePath(mapping.template) : null, {
    every: OFTEN_MS,
  });
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useState(null);
  if (!source) {
    return html`
      <${First} step="source">Make a source first: courses come from there.<//>
    `;
  }
  if (templates.length === 0) {
    return html`
      <${First} step="templates">Read the templates first.<//>
    `;
  }
  if (!mapping) {
    return html`
      <p>Which course earns which badge?</p>
      <${NewMapping} source=${source.id} fixed onSaved=${setUp.refresh} />
    `;
  }
  return html`
    <div class="person">
      <${Thumb} src=${template.data?.image_url} large />
      <div>
        A certificate for${" "}<strong>${mapping.course}</strong>${" "}earns${" "}
        <strong>${template.data?.name ?? "…"}</strong>
        .
        ${
          template.data &&
          html`
            <span class="sub"><${TemplateStates} template=${template.data} /></span>
          `
        }
      </div>
    </div>
    ${
      template.data &&
      html`
        <${Hindrance}
          template=${template.data}
          actions=${html`
            <button type="button" class="primary" onClick=${() => setAsking(true)}>
              Switch on …
            </button>
          `}
        />
      `
    }
    ${
      job &&
      html`
        <${JobProgress} job=${job} key=${job.id} onClose=${() => setJob(null)} />
      `
    }
    ${
      asking &&
      html`
        <${SwitchDialog}
          on
          template=${template.data}
          onSwitched=${(changed) => {
            setJob(changed.job ?? null);
            template.refresh();
          }}
          onClose=${() => setAsking(false)}
        />
      `
    }
  `;
}

function Test({ setUp }) {
  const { source, mappings } = setUp;
  const presets = usePresets();
  const mapping = mappings.find((each) => each.source === source?.id) ?? mappings[0];
  const preset = presets.data?.items.find((each) => each.id === source?.preset);
  if (!source || !mapping) {
    return html`
      <${First} step=${source ? "map" : "source"}>Map a course first.<//>
    `;
  }
  return html`
    <${Loaded} of=${presets}>
      ${() => html`
        <${TestPost}
          key=${`${source.id} ${mapping.course}`}
          setUp=${setUp}
          course=${mapping.course}
          sample=${preset?.sample}
        />
      `}
    <//>
  `;
}

function TestPost({ setUp, course, sample }) {
  const { source } = setUp;
  // Our own format can be filled in.
  const ours = source.scheme === STANDARD || !sample;
  const [payload, setPayload] = useState(() => (ours ? samplePayload({ course }) : sample.body));
  const headers = ours ? undefined : sample.headers;
  return html`
    <p>
      A certificate as your platform would tell of it. See what would happen; nothing is issued by
      that. Then send it for real.
    </p>
    ${
      !ours &&
      html`
        <p class="hint">
          It is a sample: put the id of your course, ${course}, into it to see what that would earn.
        </p>
      `
    }
    <${Preview} source=${source} payload=${payload} onPayload=${setPayload} headers=${headers} />
    ${
      ours
        ? html`
            <${Send} source=${source} payload=${payload} onSent=${setUp.refresh} />
          `
        : html`
            <${SendElsewhere} source=${source} payload=${payload} headers=${headers} />
          `
    }
    <${Arrived} certificates=${setUp.certificates} />
  `;
}

/** What only the platform, or a shell, can send. */
function SendElsewhere({ source, payload, headers }) {
  const whole = useResource(sourcePath(source.id));
  const commands =
    whole.data?.effective && postInShell({ source: whole.data, body: payload, headers });
  return html`
    <section class="stack" aria-label="Send it for real">
      <${Notice} title="Send it for real.">
        Press your platform's own test button, or complete a course there. What comes shows up below
        within seconds.
      <//>
      ${
        commands &&
        html`
          <p class="hint">
            A shell can send it as well. It is read like any other, and issues a badge to the e-mail
            in it: put your own there.
          </p>
          <${Commands} text=${commands} />
        `
      }
    </section>
  `;
}

function Commands({ text }) {
  return html`
    <details class="how-to">
      <summary>Send it from a shell</summary>
      <div class="stack">
        <pre tabindex="0"><code>${text}</code></pre>
        <div class="actions">
          <${Copy} text=${text} what="commands" />
        </div>
      </div>
    </details>
  `;
}

/** Signs a post as the platform would, where its secret is at hand. */
function Send({ source, payload, onSent }) {
  const [sent, setSent] = useState(null);
  const secret = secretMadeHere(source.id);
  const send = async ({ secret: typed }) => {
    setSent(null);
    const request = await signedPost({
      url: new URL(new URL(source.url).pathname, location.origin),
      body: payload,
      secret: secret ?? typed,
      id: `test-${Date.now()}`,
    }).catch(() => {
      throw { message: "This is no secret of this kind.", detail: "It begins with whsec_." };
    });
    const response = await fetch(request);
    setSent(response.status);
    onSent();
  };
  return html`
    <section class="stack" aria-label="Send it for real">
      <h3>Send it for real</h3>
      <p class="hint">
        It is read like any other, and issues a badge to the e-mail in it: put your own there.
      </p>
      <${Form} submit="Send it" tone="" onSubmit=${send}>
        ${
          !secret &&
          html`
            <${Field}
              name="secret"
              label="The source's secret"
              type="password"
              hint="It was shown when it was made. It signs this post in your browser and goes nowhere."
              autocomplete="off"
            />
          `
        }
      <//>
      ${
        sent !== null &&
        html`
          <${Notice}
            tone=${sent === 200 ? "good" : "bad"}
            title=${sent === 200 ? "It was accepted." : `It was refused (${sent}).`}
          >
            ${
              sent === 200
                ? "What becomes of it shows up below."
                : sent === 401
                  ? "The secret does not fit this source."
                  : html`
                      <a href=${href(["sources", source.id])}>The source's deliveries say why.</a>
                    `
            }
          <//>
        `
      }
      <${Commands} text=${signedPostInShell({ url: source.url, body: payload })} />
    </section>
  `;
}

function Arrived({ certificates }) {
  return html`
    <section class="stack" aria-label="What came">
      <h3>What came</h3>
      <div role="status">
        ${
          certificates.length === 0
            ? html`
                <p class="muted">Nothing yet. It takes a few seconds from the post to here.</p>
              `
            : html`
                <ul class="lines">
                  ${certificates.map(
                    (certificate) => html`
                      <li key=${certificate.id}>
                        <a href=${href(["certificates", certificate.id])}>
                          ${certificate.course?.name ?? certificate.course?.id ?? "Certificate"}
                        </a>
                        <span class="muted"><${Time} at=${certificate.created_at} /></span>
                        ${certificate.badges.map(
                          (badge) => html`
                            <a key=${badge.id} class="subtle" href=${href(["badges", badge.id])}>
                              <${Chip} state=${badge.state} />
                              <span class="hidden">${badge.template_name}</span>
                            </a>
                          `,
                        )}
                        ${
                          certificate.badges.length === 0 &&
                          html`
                            <span class="muted">earned nothing</span>
                          `
                        }
                      </li>
                    `,
                  )}
                </ul>
              `
        }
      </div>
    </section>
  `;
}
