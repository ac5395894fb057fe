// Bars over days, with the same numbers as a table for who cannot see them.

import { html, useLayoutEffect, useRef, useState } from "./view.js";
import { number } from "./time.js";

const HEIGHT = 160;
const LEFT = 34;
const FOOT = 22;
const WIDEST_BAR = 18;
const NARROWEST_DOTTED = 8;
const USUAL_WIDTH = 900;
const DAY = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/**
 * @param {object} properties
 * @param {string} properties.title
 * @param {{day: string}[]} properties.days oldest first; each has a number for each series
 * @param {{key: string, label: string, as: "bar" | "dot"}[]} properties.series bars
 *     stand on one another, from the foot up; a dot lies at its own height
 */
export function DayChart({ title, days, series }) {
  const stacked = series.filter((each) => each.as === "bar");
  const dots = series.filter((each) => each.as === "dot");
  const heights = days.flatMap((day) => [
    stacked.reduce((sum, each) => sum + (day[each.key] ?? 0), 0),
    ...dots.map((each) => day[each.key] ?? 0),
  ]);
  const top = scaleOf(Math.max(...heights, 1));
  const [box, width] = useWidth();
  const step = (width - LEFT) / days.length;
  const bar = Math.min(step * 0.66, WIDEST_BAR);
  const y = (count) => HEIGHT - (count / top) * (HEIGHT - 12);
  return html`
    <figure class="chart" ref=${box}>
      <figcaption class="chart-legend">
        ${series.map(
          (each) => html`
            <span key=${each.key}>
              <span class="swatch" data-as=${each.as} data-series=${each.key}></span>
              ${each.label}${" "}
              <strong>${number(days.reduce((sum, day) => sum + (day[each.key] ?? 0), 0))}</strong>
            </span>
          `,
        )}
      </figcaption>
      <svg
        viewBox=${`0 0 ${width} ${HEIGHT + FOOT}`}
        height=${HEIGHT + FOOT}
        role="img"
        aria-label=${summary(title, days, series)}
      >
        ${[0, 0.5, 1].map((part) => {
          const at = y(top * part);
          return html`
            <g key=${part}>
              <line class="chart-grid" x1="30" x2=${width} y1=${at} y2=${at} />
              <text class="chart-words" x="24" y=${at + 4} text-anchor="end">
                ${number(top * part)}
              </text>
            </g>
          `;
        })}
        ${days.map((day, i) => {
          const left = LEFT + i * step;
          const x = left + (step - bar) / 2;
          const last = i === days.length - 1;
          let below = 0;
          return html`
            <g key=${day.day} class="chart-day">
              <title>${dayWords(day, series)}</title>
              <rect class="chart-hit" x=${left} y="0" width=${step} height=${HEIGHT} />
              ${stacked.map((each) => {
                const count = day[each.key] ?? 0;
                const from = y(below);
                below += count;
                const to = y(below);
                return (
                  count > 0 &&
                  html`
                    <rect
                      key=${each.key}
                      data-series=${each.key}
                      x=${x}
                      y=${to}
                      width=${bar}
                      height=${Math.max(from - to - 1, 1.5)}
                      rx="2"
                    />
                  `
                );
              })}
              ${(bar < NARROWEST_DOTTED ? [] : dots).map(
                (each) => html`
                  <circle
                    key=${each.key}
                    data-series=${each.key}
                    cx=${x + bar / 2}
                    cy=${y(day[each.key] ?? 0)}
                    r=${Math.min(bar / 3.5, 3.5)}
                  />
                `,
              )}
              ${
                (days.length - 1 - i) % (step < 10 ? 14 : 7) === 0 &&
                html`
                  <text
                    class="chart-words"
                    x=${last ? width : x + bar / 2}
                    y=${HEIGHT + 16}
                    text-anchor=${last ? "end" : "middle"}
                  >
                    ${DAY.format(new Date(day.day))}
                  </text>
                `
              }
            </g>
          `;
        })}
      </svg>
      <details>
        <summary>Show as a table</summary>
        <div class="chart-table">
          <table class="plain">
            <caption class="hidden">${title}</caption>
            <thead>
              <tr>
                <th scope="col">Day</th>
                ${series.map(
                  (each) => html`
                    <th scope="col" key=${each.key}>${each.label}</th>
                  `,
                )}
              </tr>
            </thead>
            <tbody>
              ${[...days].reverse().map(
                (day) => html`
                  <tr key=${day.day}>
                    <th scope="row">${DAY.format(new Date(day.day))}</th>
                    ${series.map(
                      (each) => html`
                        <td key=${each.key}>${number(day[each.key] ?? 0)}</td>
                      `,
                    )}
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  `;
}

/** The next round number that can be halved. */
function scaleOf(most) {
  const size = 10 ** Math.floor(Math.log10(most));
  const round = [1, 2, 3, 4, 6, 8, 10].map((step) => step * size).find((step) => step >= most);
  return round + (round % 2);
}

/** The place that there is, in pixels, so that words in the picture stay as large as others. */
function useWidth() {
  const box = useRef(null);
  const [width, setWidth] = useState(USUAL_WIDTH);
  useLayoutEffect(() => {
    const measure = () => setWidth(Math.max(box.current.clientWidth, 200));
    const observer = new ResizeObserver(measure);
    observer.observe(box.current);
    measure();
    return () => observer.disconnect();
  }, []);
  return [box, width];
}

function dayWords(day, series) {
  return `${DAY.format(new Date(day.day))}: ${series
    .map((each) => `${number(day[each.key] ?? 0)} ${each.label.toLowerCase()}`)
    .join(", ")}`;
}

function summary(title, days, series) {
  const sums = series.map(
    (each) =>
      `${number(days.reduce((sum, day) => sum + (day[each.key] ?? 0), 0))} ${each.label.toLowerCase()}`,
  );
  return `${title}: ${sums.join(", ")} in ${days.length} days.`;
}
