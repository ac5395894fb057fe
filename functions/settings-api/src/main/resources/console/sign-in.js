// Signs people in, as /console/config.json says: with a token that they have been given, or at an
// OpenID Connect issuer by authorization code with PKCE. Whatever proves who they are stays in this
// tab: in sessionStorage, never in an address that is kept or sent.

const TOKEN = "badgebridge.token";
const SIGNED_OUT = "badgebridge.signed-out";
const LIBRARY = "/console/lib/oidc-client-ts.min.js";

// A token is renewed this long before it ends, so that no call carries one that ends on the way.
const SPARE_SECONDS = 60;

// At once, before anything else can read or keep the address.
const given = takeTokenFromAddress();

/**
 * Who is signed in.
 * @typedef {object} Session
 * @property {{who: string, access: "admin" | "viewer" | "mappings"}} me what GET /api/me answers
 * @property {() => Promise<string>} token the bearer token of the next call, renewed when due
 * @property {() => Promise<boolean>} refused to be called when the API answered 401. True: there is
 *     a new token, and the call is worth one more try. Else the page is left to sign in again.
 * @property {() => Promise<void>} signOut leaves the page
 */

/**
 * Resolves when somebody is signed in who may see something. Until then `where` shows what is asked
 * of them; then it is empty again. May leave the page, and never resolve then.
 * @param {HTMLElement} where
 * @returns {Promise<Session>}
 */
export async function signedIn(where) {
  const config = await configuration(where);
  const session =
    config.sign_in === "oidc" ? await withIssuer(config, where) : await withToken(where);
  where.replaceChildren();
  return session;
}

function takeTokenFromAddress() {
  const match = /^#token=(.+)$/.exec(location.hash);
  if (!match) {
    return null;
  }
  history.replaceState(null, "", location.pathname + location.search);
  try {
    return decodeURIComponent(match[1]);
  } catch {
    return null;
  }
}

async function configuration(where) {
  while (true) {
    try {
      const response = await fetch("/console/config.json");
      if (response.ok) {
        return await response.json();
      }
    } catch {
      // Said below, as for an answer that is none.
    }
    await pressed(where, "Badgebridge does not answer", "Check your connection.", "Try again");
  }
}

/**
 * What the API says of a token.
 * @returns {Promise<{status: number, me?: object, detail?: string}>} status 0 without an answer
 */
async function ask(token) {
  try {
    const response = await fetch("/api/me", { headers: { authorization: `Bearer ${token}` } });
    const body = await response.json().catch(() => ({}));
    return response.ok
      ? { status: response.status, me: body }
      : { status: response.status, detail: body.detail };
  } catch {
    return { status: 0 };
  }
}

/** The same until the API says yes or no, however often it is asked again. */
async function askPatiently(token, where) {
  while (true) {
    const answer = await ask(token);
    if (answer.me || answer.status === 401 || answer.status === 403) {
      return answer;
    }
    await pressed(where, "Badgebridge does not answer", "Nothing is lost.", "Try again");
  }
}

// ---- With a token -----------------------------------------------------------------------------

async function withToken(where) {
  // Also when the link is followed in a tab where the console is open: that loads nothing anew.
  addEventListener("hashchange", () => {
    const another = takeTokenFromAddress();
    if (another) {
      sessionStorage.setItem(TOKEN, another);
      location.reload();
    }
  });
  let token = given ?? sessionStorage.getItem(TOKEN);
  let trouble = "";
  while (true) {
    token ??= await typedToken(where, trouble);
    const answer = await askPatiently(token, where);
    if (answer.me) {
      sessionStorage.setItem(TOKEN, token);
      return tokenSession(token, answer.me);
    }
    sessionStorage.removeItem(TOKEN);
    token = null;
    trouble = answer.detail ?? "This token is not accepted.";
    if (answer.status === 401) {
      trouble = "This token is not accepted. Use the one that Badgebridge printed when it started.";
    }
  }
}

function tokenSession(token, me) {
  const forget = async () => {
    sessionStorage.removeItem(TOKEN);
    location.reload();
    return never();
  };
  return { me, token: async () => token, refused: forget, signOut: forget };
}

function typedToken(where, trouble) {
  return new Promise((resolve) => {
    const input = element("input", {
      id: "sign-in-token",
      name: "token",
      type: "password",
      autocomplete: "current-password",
      spellcheck: "false",
      required: "",
    });
    const form = element(
      "form",
      { method: "post" },
      element("label", { for: input.id }, "Token"),
      input,
      element("button", { type: "submit", class: "primary" }, "Sign in"),
    );
    if (trouble) {
      input.setAttribute("aria-invalid", "true");
      input.setAttribute("aria-describedby", "sign-in-trouble");
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (input.value.trim()) {
        resolve(input.value.trim());
      }
    });
    show(
      where,
      "Sign in to Badgebridge",
      "Badgebridge printed a token when it started.",
      element("p", { id: "sign-in-trouble", role: "alert" }, trouble),
      form,
    );
    input.focus();
  });
}

// ---- At an issuer -----------------------------------------------------------------------------

async function withIssuer(config, where) {
  const oidc = await library();
  const home = `${location.origin}/`;
  const store = new oidc.WebStorageStateStore({ store: sessionStorage });
  const manager = new oidc.UserManager({
    authority: config.issuer,
    client_id: config.client_id,
    scope: config.scopes,
    response_type: "code",
    redirect_uri: home,
    post_logout_redirect_uri: home,
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
    revokeTokenTypes: ["refresh_token"],
  });
  await answered(manager, where);
  while (true) {
    const user = (await fresh(manager)) ?? (await leaveToSignIn(manager, where));
    const answer = await askPatiently(user.access_token, where);
    if (answer.me) {
      return issuerSession(manager, answer.me, where);
    }
    const [title, detail] =
      answer.status === 403
        ? ["You may not use Badgebridge", answer.detail ?? "Ask an admin to let you in."]
        : ["You are not signed in", "Badgebridge did not accept what the issuer gave you."];
    await pressed(where, title, detail, "Sign in as somebody else");
    await leave(manager);
  }
}

/** The library adds itself to the window, so a script element has to load it. */
function library() {
  return new Promise((resolve, reject) => {
    const script = element("script", { src: LIBRARY });
    script.addEventListener("load", () => resolve(window.oidc));
    script.addEventListener("error", () => reject(new Error(`${LIBRARY} does not load.`)));
    document.head.append(script);
  });
}

/** Takes the issuer's answer out of the address, if there is one, and goes on where people were. */
async function answered(manager, where) {
  const query = new URLSearchParams(location.search);
  if (!query.has("state") || !(query.has("code") || query.has("error"))) {
    return;
  }
  const answer = location.href;
  history.replaceState(null, "", location.pathname);
  try {
    const user = await manager.signinRedirectCallback(answer);
    history.replaceState(null, "", location.pathname + (user.state ?? ""));
  } catch (error) {
    // Also an answer that was used before, after going back: then whoever is signed in stays.
    if (!(await manager.getUser())) {
      await pressed(where, "You are not signed in", String(error.message), "Try again");
    }
  }
}

/** Who is signed in for a while longer; null when nobody is. */
async function fresh(manager) {
  const user = await manager.getUser();
  if (user && (user.expires_in === undefined || user.expires_in > SPARE_SECONDS)) {
    return user;
  }
  return renewed(manager);
}

const renewals = new WeakMap();

/** By refresh token; who asks meanwhile waits for the same one. Null when that is not possible. */
function renewed(manager) {
  if (!renewals.has(manager)) {
    renewals.set(
      manager,
      renewedNow(manager).finally(() => renewals.delete(manager)),
    );
  }
  return renewals.get(manager);
}

async function renewedNow(manager) {
  const user = await manager.getUser();
  if (!user?.refresh_token) {
    return null;
  }
  try {
    return await manager.signinSilent();
  } catch {
    return null;
  }
}

async function leaveToSignIn(manager, where) {
  if (sessionStorage.getItem(SIGNED_OUT)) {
    await pressed(where, "You are signed out", "", "Sign in");
    sessionStorage.removeItem(SIGNED_OUT);
  }
  while (true) {
    try {
      await manager.signinRedirect({ state: location.hash });
      return never();
    } catch (error) {
      const title = "The sign-in page cannot be reached";
      await pressed(where, title, String(error.message), "Try again");
    }
  }
}

function issuerSession(manager, me, where) {
  const user = async () => (await fresh(manager)) ?? (await leaveToSignIn(manager, where));
  return {
    me,
    token: async () => (await user()).access_token,
    refused: async () => (await renewed(manager)) !== null || leaveToSignIn(manager, where),
    signOut: async () => {
      sessionStorage.setItem(SIGNED_OUT, "true");
      return leave(manager);
    },
  };
}

/** Ends the session here and at the issuer. */
async function leave(manager) {
  try {
    const metadata = await manager.metadataService.getMetadata();
    if (metadata.revocation_endpoint) {
      await manager.revokeTokens().catch(() => {});
    }
    // First, so that no ID token, with its name and e-mail, gets into the issuer's address.
    await manager.removeUser();
    if (metadata.end_session_endpoint) {
      // Cognito calls post_logout_redirect_uri something else.
      await manager.signoutRedirect({ extraQueryParams: { logout_uri: `${location.origin}/` } });
      return never();
    }
  } catch {
    // The issuer does not answer: signed out is, who has no token here.
    await manager.removeUser();
  }
  location.replace("/");
  return never();
}

// ---- What is shown ----------------------------------------------------------------------------

/** The page is being left. */
function never() {
  return new Promise(() => {});
}

function pressed(where, title, text, label) {
  return new Promise((resolve) => {
    const button = element("button", { type: "button", class: "primary" }, label);
    button.addEventListener("click", () => resolve());
    show(where, title, text, button);
    button.focus();
  });
}

function show(where, title, text, ...more) {
  where.replaceChildren(
    element(
      "main",
      { class: "sign-in" },
      element("h1", {}, title),
      ...(text ? [element("p", {}, text)] : []),
      ...more,
    ),
  );
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [attribute, value] of Object.entries(attributes)) {
    made.setAttribute(attribute, value);
  }
  made.append(...children);
  return made;
}
