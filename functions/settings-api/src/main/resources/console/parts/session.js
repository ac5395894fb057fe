// Who is signed in, for whatever asks while it draws.

let session = null;

/** @param {import("../sign-in.js").Session} signedIn */
export function begin(signedIn) {
  session = signedIn;
}

export function me() {
  return session.me;
}

/** Whether actions are shown at all. The API decides; this only keeps dead ends off the page. */
export function mayChange() {
  return session.me.access === "admin";
}

/** Mappings can be made by more than admins. */
export function mayMap() {
  return mayChange() || session.me.access === "mappings";
}

export function signOut() {
  return session.signOut();
}
