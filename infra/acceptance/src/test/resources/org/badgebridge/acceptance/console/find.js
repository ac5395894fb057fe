// Finds what a person finds: by what it is and what it says, in the dialog that is open or else on
// the page. Waits for it, and answers it, or null when it did not come in time.
//
// within: what it stands in, outermost first, each [kind, words]
// kind: one of KINDS, or "words", or "gone" for words that must not be there, or "settled" for a page
// that waits for nothing
const [within, kind, words, patience, done] = arguments;

const KINDS = {
  button: "button, summary, [role=button]",
  link: "a[href]",
  heading: "h1, h2, h3",
  field: "input:not([type=checkbox], [type=radio]), textarea",
  choice: "select",
  tick: "input[type=checkbox], input[type=radio]",
  region: "section, fieldset, [role=region], nav, dialog, form",
  row: "tbody tr, li",
};

const plain = (text) => (text ?? "").replace(/\s+/g, " ").trim().toLowerCase();
const wanted = plain(words);

function nameOf(element) {
  const by = element.getAttribute("aria-labelledby");
  if (by) {
    return plain(by.split(" ").map((id) => document.getElementById(id)?.textContent).join(" "));
  }
  const label = element.getAttribute("aria-label");
  if (label) {
    return plain(label);
  }
  if (element.labels?.length > 0) {
    return plain([...element.labels].map((each) => each.textContent).join(" "));
  }
  if (element.matches("fieldset")) {
    return plain(element.querySelector("legend")?.textContent);
  }
  return element.matches(KINDS.region) ? "" : plain(element.textContent);
}

const seen = (element) =>
  element.checkVisibility({ visibilityProperty: true }) && !element.closest("[aria-hidden=true]");

/** Those of a kind with these words as their name; if there are none, with them in their name. */
function all(scope, what, name) {
  const elements = [...scope.querySelectorAll(KINDS[what])].filter(seen);
  const exact = elements.filter((element) => nameOf(element) === name);
  if (exact.length > 0) {
    return exact;
  }
  const partly = elements.filter((element) =>
    (what === "row" ? plain(element.textContent) : nameOf(element)).includes(name),
  );
  // Of things inside one another the inner one is meant.
  return partly.filter((element) => !partly.some((other) => other !== element && element.contains(other)));
}

function look() {
  let scope = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  for (const [what, name] of within) {
    scope = all(scope, what, plain(name))[0];
    if (!scope) {
      return null;
    }
  }
  if (kind === "words") {
    return plain(scope.innerText).includes(wanted) ? scope : null;
  }
  if (kind === "settled") {
    const ready = scope.querySelector("main h1") && !scope.querySelector(".loading, [data-busy=true]");
    return ready ? scope : null;
  }
  if (kind === "gone") {
    return plain(scope.innerText).includes(wanted) ? null : scope;
  }
  const found = all(scope, kind, wanted).filter(
    (element) => element.getAttribute("aria-disabled") !== "true" && !element.disabled,
  );
  if (found.length > 1) {
    throw new Error(`There are ${found.length} of ${kind} “${words}”.`);
  }
  return found[0] ?? null;
}

let observer = null;
let timer = 0;
let trouble = null;
const end = performance.now() + patience;

function attempt() {
  let found = null;
  trouble = null;
  try {
    found = look();
  } catch (error) {
    trouble = error.message;
  }
  const late = performance.now() > end;
  if (!found && !late) {
    return false;
  }
  observer?.disconnect();
  clearInterval(timer);
  done(found ?? trouble);
  return true;
}

if (!attempt()) {
  // What is typed or becomes visible changes no node: hence also now and then.
  timer = setInterval(attempt, 100);
  observer = new MutationObserver(attempt);
  observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
}
