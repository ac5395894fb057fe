// What the API's codes are in words.

/** What holds badges, by code. */
export const HOLDS = {
  paused: "everything is paused",
  connection_disabled: "the connection is disabled",
  token_refused: "the token is refused",
  auto_push_off: "the connection does not push by itself",
  template_not_active: "the template is not active",
  no_email: "the learner has no e-mail",
  learner_blocked: "the learner is blocked",
};

/** What a learning event says, by its type. */
export const EVENTS = {
  "certificate.issued": "A certificate was issued",
  "certificate.revoked": "A certificate was taken back",
  "course.passed": "A course was passed",
  "course.failed": "A course was failed",
};

const CALLS = {
  issue: { done: "Issued at the provider.", verb: "issue it", asked: "issued it" },
  replace: { done: "Replaced at the provider.", verb: "replace it", asked: "replaced it" },
  publish: { done: "Asked to publish it.", verb: "publish it", asked: "published it" },
  revoke: { done: "Revoked at the provider.", verb: "revoke it", asked: "revoked it" },
  "look-up": { done: "Looked up at the provider.", verb: "look it up", asked: "answered" },
};

/** Whether a line of history is a call to the provider. */
export function isCall(step) {
  return step in CALLS;
}

const LINES = {
  "receive received": "The platform told of the certificate.",
  "wanted issued": "It is to be issued.",
  "wanted revoked": "It is to be revoked.",
  "retry asked": "Asked to try again.",
  "push asked": "Asked to push it.",
  "expire expired": "It expired.",
  "give up shared": "Another badge stands on it at the provider, so it is left there.",
  "replace replaced_beside": "It was replaced together with another badge.",
  "revoke ended_beside": "It ended together with another badge.",
  "look-up found": "Found at the provider.",
  "look-up not_found": "Looked up: the provider does not have it.",
  "look-up busy": "The look-up is put off: the provider is busy.",
  "heard pending": "The provider has it. The learner has not accepted it yet.",
  "heard published": "It was published at the provider.",
  "heard unpublished": "It is no longer published at the provider.",
  "heard accepted": "The learner accepted it.",
  "heard rejected": "The learner rejected it.",
  "heard revoked": "It was revoked at the provider.",
  "heard deleted": "It was deleted at the provider.",
  "heard expired": "It expired at the provider.",
  "heard adopted": "Found at the provider, and taken as ours.",
  "heard replaced": "It was replaced at the provider.",
  "heard made_public": "The learner made it public.",
  "heard made_private": "The learner made it private.",
  "heard another_found": "A second one was found at the provider.",
  "heard another_ended": "The second one ended at the provider.",
};

/**
 * A line of a badge's history as a sentence.
 * @param {{step: string, outcome: string}} entry
 */
export function sentenceOf({ step, outcome }) {
  const known = LINES[`${step} ${outcome}`];
  if (known) {
    return known;
  }
  if (step === "hold") {
    return `Held: ${HOLDS[outcome] ?? plain(outcome)}.`;
  }
  if (step === "heard" && outcome.startsWith("former_")) {
    return `News of the one that was replaced: ${plain(outcome.slice("former_".length))}.`;
  }
  return callSentence(CALLS[step], outcome) ?? `${capital(plain(step))}: ${plain(outcome)}.`;
}

function callSentence(call, outcome) {
  if (!call) {
    return null;
  }
  switch (outcome) {
    case "done":
      return call.done;
    case "refused":
      return `The provider refused to ${call.verb}.`;
    case "unsure":
      return `We do not know yet whether the provider ${call.asked}.`;
    case "not_sent":
      return "The provider could not be reached.";
    case "slow_down":
      return "The provider asked us to slow down.";
    case "unauthorized":
      return "The provider did not accept our token.";
    case "already_there":
      return "The provider says that it is there already.";
    case "late":
      return `A late answer: the provider had ${call.asked}.`;
    default:
      return null;
  }
}

function plain(code) {
  return code.replaceAll(/[_-]/g, " ");
}

export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
