// Small pictures beside words, never instead of them: they are hidden from screen readers.

import { html } from "./view.js";

const PATHS = {
  alert: "M8 1.8 15 14H1L8 1.8ZM8 6.2v3.6M8 11.8v.2",
  arrow: "M3 8h10M9 4l4 4-4 4",
  badge: "M8 1.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM5.4 9.8 4.5 14.5 8 12.6l3.5 1.9-.9-4.7",
  ban: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM3.8 3.8l8.4 8.4",
  certificate: "M2 3h12v8H2ZM5 6h6M5 8.3h3M10.5 11v3l-1.3-.8L8 14v-3",
  check: "M3 8.5 6.3 12 13 4.5",
  chevron: "m6 3.5 4.5 4.5L6 12.5",
  clock: "M8 2a6 6 0 1 1 0 12A6 6 0 0 1 8 2ZM8 4.8V8l2.2 1.6",
  close: "m4 4 8 8M12 4l-8 8",
  connection: "M6 2v3M10 2v3M4 5h8v2.5a4 4 0 0 1-8 0ZM8 11.5V14",
  copy: "M5.5 5.5h8v8h-8ZM10.5 5.5v-3h-8v8h3",
  dead: "M2 9.5 4 3h8l2 6.5V13H2ZM2 9.5h3.5l1 1.7h3l1-1.7H14",
  dot: "M8 5.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5Z",
  download: "M8 2v8M4.5 6.8 8 10.3l3.5-3.5M2.5 13.5h11",
  external: "M6 3H3v10h10v-3M9 2.8h4.2V7M13 3 7.5 8.5",
  eye: "M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 6.2a1.8 1.8 0 1 1 0 3.6 1.8 1.8 0 0 1 0-3.6Z",
  filter: "M2 3.5h12M4 8h8M6.3 12.5h3.4",
  home: "M2 7.5 8 2.5l6 5M3.5 6.5V13.5h9V6.5M6.5 13.5V9.5h3v4",
  job: "M2.5 4h11M2.5 8h7M2.5 12h4M11 10.2l1.5 1.5 2.5-3",
  learner:
    "M8 2.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM2.5 14c.4-3 2.6-4.6 5.5-4.6s5.1 1.6 5.5 4.6",
  mapping: "M2 4h4v3H2ZM10 9h4v3h-4ZM6 5.5h3v5h1",
  menu: "M2 4h12M2 8h12M2 12h12",
  moon: "M13.2 9.7A5.7 5.7 0 0 1 6.3 2.8a5.7 5.7 0 1 0 6.9 6.9Z",
  pause: "M5.5 3.5v9M10.5 3.5v9",
  play: "M5 3.2v9.6L12.5 8Z",
  question: "M5.8 6a2.2 2.2 0 1 1 3 2.1c-.6.3-.8.7-.8 1.4M8 11.8v.2",
  retry: "M13 8a5 5 0 1 1-1.5-3.6M13.2 2v3h-3",
  screen: "M2 3h12v8H2ZM6 14h4M8 11v3",
  search: "M7 2.5a4.5 4.5 0 1 1 0 9 4.5 4.5 0 0 1 0-9ZM10.3 10.3l3.5 3.5",
  send: "M14 2 7 9M14 2 9.8 14 7 9 2 6.2Z",
  source: "M2.5 5 8 2.2 13.5 5 8 7.8ZM4.5 6.2v4c1.8 2 5.2 2 7 0v-4M13.5 5v4.5",
  sun: "M8 5.2a2.8 2.8 0 1 1 0 5.6 2.8 2.8 0 0 1 0-5.6ZM8 1v1.6M8 13.4V15M1 8h1.6M13.4 8H15M3 3l1.1 1.1M11.9 11.9 13 13M3 13l1.1-1.1M11.9 4.1 13 3",
  template: "M2.5 2.5h11v11h-11ZM2.5 6h11M6.5 6v7.5",
  trash: "M2.5 4h11M6 4V2.5h4V4M4 4l.7 9.5h6.6L12 4M6.7 6.8v4M9.3 6.8v4",
  undo: "M5.5 3 2.5 6l3 3M2.5 6H10a3.5 3.5 0 0 1 0 7H6",
  audit: "M3.5 1.8h6L12.5 5v9.2h-9ZM9.2 1.8V5h3.3M5.8 8h4.4M5.8 10.8h4.4",
};

/** @param {{name: keyof typeof PATHS}} properties */
export function Icon({ name }) {
  return html`
    <svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d=${PATHS[name]} />
    </svg>
  `;
}
