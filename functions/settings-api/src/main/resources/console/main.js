// Where the console begins: sign in, then draw the pages.

import { html, render } from "./parts/view.js";
import { callAs } from "./api.js";
import { begin } from "./parts/session.js";
import { Shell } from "./parts/shell.js";
import { applyTheme } from "./parts/theme.js";
import { signedIn } from "./sign-in.js";

// By the first segment of the address. A page exports what draws it as `default`, which is given
// `id` (the second segment), `query` and `route`.
const PAGES = {
  "": () => import("./pages/overview.js"),
  audit: () => import("./pages/audit.js"),
  badges: () => import("./pages/badges.js"),
  certificates: () => import("./pages/certificates.js"),
  connections: () => import("./pages/connections.js"),
  "dead-letters": () => import("./pages/dead-letters.js"),
  imports: () => import("./pages/imports.js"),
  jobs: () => import("./pages/jobs.js"),
  learners: () => import("./pages/learners.js"),
  mappings: () => import("./pages/mappings.js"),
  progress: () => import("./pages/progress.js"),
  rules: () => import("./pages/rules.js"),
  sources: () => import("./pages/sources.js"),
  start: () => import("./pages/start.js"),
  templates: () => import("./pages/templates.js"),
};

applyTheme();
const app = document.getElementById("app");
try {
  const session = await signedIn(app);
  begin(session);
  callAs(session);
  render(html`<${Shell} pages=${PAGES} />`, app);
} catch (error) {
  app.textContent = `The console does not start: ${error.message} Load the page again.`;
}
