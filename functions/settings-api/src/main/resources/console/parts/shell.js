// Around every page: where one can go, whether everything runs, who is signed in.

import { html, useEffect, useErrorBoundary, useLayoutEffect, useRef, useState } from "./view.js";
import { Icon } from "./icon.js";
import { Failed, Loading } from "./notice.js";
import { PauseBanner, PauseSwitch } from "./pause.js";
import { useRoute } from "./route.js";
import { me, signOut } from "./session.js";
import { useStatus, useStatusPolling } from "./status.js";
import { ThemeSwitch } from "./theme.js";
import { number } from "./time.js";
import { Toasts } from "./toast.js";

const GROUPS = [
  { title: null, pages: [["", "Overview", "home"]] },
  {
    title: "Awards",
    pages: [
      ["certificates", "Certificates", "certificate"],
      ["badges", "Badges", "badge"],
      ["learners", "Learners", "learner"],
    ],
  },
  {
    title: "Set-up",
    pages: [
      ["mappings", "Mappings and rules", "mapping"],
      ["templates", "Templates", "template"],
      ["sources", "Sources", "source"],
      ["connections", "Connections", "connection"],
    ],
  },
  {
    title: "Operations",
    pages: [
      ["jobs", "Jobs", "job"],
      ["dead-letters", "Dead letters", "dead"],
      ["audit", "Audit", "audit"],
    ],
  },
];

/** Pages that the menu does not have, and whose they are. */
const HOMES = { progress: "templates", rules: "mappings" };

const WORDS = { admin: "Admin", viewer: "Viewer", mappings: "Mappings only" };

const UNLOADED = { message: "This page does not load.", detail: "Is the network there?" };

/** @param {{pages: Record<string, () => Promise<any>>}} properties by the first segment */
export function Shell({ pages }) {
  const route = useRoute();
  const place = route.segments[0] ?? "";
  const [open, setOpen] = useState(false);
  useStatusPolling(place === "");
  useArrivals(route);
  useEffect(() => setOpen(false), [route]);
  return html`
    <a class="skip-link" href="#main" onClick=${skip}>Skip to the page</a>
    <div class="shell">
      <header
        class="side"
        data-open=${open}
        onKeyDown=${(event) => event.key === "Escape" && setOpen(false)}
      >
        <div class="side-head">
          <a class="brand" href="#/">
            <img src="/console/icon.svg" alt="" width="24" height="24" />
            Badgebridge
          </a>
          <${PauseSwitch} />
          <button
            type="button"
            class="menu-button"
            aria-expanded=${String(open)}
            aria-controls="side-body"
            onClick=${() => setOpen(!open)}
          >
            <${Icon} name=${open ? "close" : "menu"} />
            <span class="hidden">Menu</span>
          </button>
        </div>
        <div class="side-body" id="side-body">
          <nav aria-label="Main" onClick=${() => setOpen(false)}>
            ${GROUPS.map(
              (group) => html`
                <${Group} ...${group} place=${place} key=${group.title} />
              `,
            )}
          </nav>
          <div class="side-foot">
            <${ThemeSwitch} />
            <div class="who">
              <span class="who-name" title=${me().who}>${me().who}</span>
              <span class="muted">${WORDS[me().access] ?? me().access}</span>
            </div>
            <button type="button" class="quiet" onClick=${() => signOut()}>Sign out</button>
          </div>
        </div>
      </header>
      <div class="content">
        <${PauseBanner} />
        <main id="main" tabindex="-1">
          <${Place} pages=${pages} route=${route} key=${route.path} />
        </main>
      </div>
    </div>
    <${Toasts} />
  `;
}

function skip(event) {
  event.preventDefault();
  document.getElementById("main").focus();
}

function Group({ title, pages, place }) {
  const { overview } = useStatus();
  const dead = (overview?.queues ?? []).reduce((sum, queue) => sum + (queue.dead ?? 0), 0);
  const marks = {
    badges: [overview?.counts?.failed?.count ?? 0, "failed"],
    "dead-letters": [dead, "waiting"],
    jobs: [overview?.running_jobs ?? 0, "running"],
  };
  return html`
    <div class="nav-group">
      ${
        title &&
        html`
          <h2>${title}</h2>
        `
      }
      <ul>
        ${pages.map(([id, label, icon]) => {
          const [count, word] = marks[id] ?? [0, ""];
          return html`
            <li key=${id}>
              <a href=${`#/${id}`} aria-current=${id === (HOMES[place] ?? place) ? "page" : undefined}>
                <${Icon} name=${icon} />
                ${label}
                ${
                  count > 0 &&
                  html`
                    <span class="mark" data-tone=${id === "jobs" ? "busy" : "bad"}>
                      ${number(count)}
                      <span class="hidden">${" "}${word}</span>
                    </span>
                  `
                }
              </a>
            </li>
          `;
        })}
      </ul>
    </div>
  `;
}

/** The page of an address. Each is loaded when somebody goes there first. */
function Place({ pages, route }) {
  const [page, setPage] = useState({ Content: null, error: null });
  const [fault, reset] = useErrorBoundary();
  const name = route.segments[0] ?? "";
  const load = pages[name];
  const fetchPage = () => {
    setPage({ Content: null, error: null });
    load?.().then(
      (module) => setPage({ Content: module.default, error: null }),
      () => setPage({ Content: null, error: UNLOADED }),
    );
  };
  useEffect(fetchPage, [name]);
  if (!load) {
    return html`
      <div class="page">
        <h1 tabindex="-1">There is no such page</h1>
        <p><a href="#/">Go to the overview</a></p>
      </div>
    `;
  }
  const error =
    page.error ?? (fault && { message: "This page has a fault.", detail: String(fault.message) });
  if (error) {
    const again = () => {
      reset();
      fetchPage();
    };
    return html`
      <div class="page"><${Failed} error=${error} retry=${again} /></div>
    `;
  }
  if (!page.Content) {
    return html`
      <div class="page"><${Loading} lines=${6} /></div>
    `;
  }
  return html`
    <${page.Content} id=${route.segments[1] ?? null} route=${route} query=${route.query} />
  `;
}

const places = new Map();
let arrivals = 0;

/**
 * A new page begins at its top, with the focus on its heading. Back returns to where people were.
 * A page that only changes its filters leaves focus and scroll alone.
 */
function useArrivals(route) {
  const last = useRef(null);
  useEffect(() => {
    history.scrollRestoration = "manual";
    const keep = () => places.set(history.state?.place, scrollY);
    addEventListener("scroll", keep, { passive: true });
    return () => removeEventListener("scroll", keep);
  }, []);
  useLayoutEffect(() => {
    const known = history.state?.place;
    if (known === undefined) {
      arrivals += 1;
      history.replaceState({ ...history.state, place: `${Date.now()}-${arrivals}` }, "");
    }
    const first = last.current === null;
    const moved = last.current !== route.path;
    last.current = route.path;
    if (moved && !first) {
      return settle(places.get(known) ?? 0);
    }
    return undefined;
  }, [route]);
}

/** Pages come in pieces: waits a little for the heading, and for enough of the page to scroll. */
function settle(top) {
  let tries = 0;
  let focused = false;
  const timer = setInterval(() => {
    tries += 1;
    const heading = document.querySelector("main h1");
    if (heading && !focused) {
      heading.focus({ preventScroll: true });
      focused = true;
    }
    scrollTo(0, top);
    if ((focused && Math.abs(scrollY - top) < 2) || tries > 20) {
      clearInterval(timer);
    }
  }, 50);
  return () => clearInterval(timer);
}
