// Light, dark, or as the system has it. Kept in this browser.

import { html, useState } from "./view.js";
import { Icon } from "./icon.js";

const KEPT = "badgebridge.theme";
const THEMES = [
  { id: "system", label: "System", icon: "screen" },
  { id: "light", label: "Light", icon: "sun" },
  { id: "dark", label: "Dark", icon: "moon" },
];

/** Before anything is drawn. */
export function applyTheme(theme = kept()) {
  if (theme === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

function kept() {
  const theme = localStorage.getItem(KEPT);
  return THEMES.some((each) => each.id === theme) ? theme : "system";
}

export function ThemeSwitch() {
  const [theme, setTheme] = useState(kept);
  const choose = (id) => {
    localStorage.setItem(KEPT, id);
    applyTheme(id);
    setTheme(id);
  };
  return html`
    <fieldset class="segments">
      <legend class="hidden">Theme</legend>
      ${THEMES.map(
        ({ id, label, icon }) => html`
          <label key=${id} title=${label}>
            <input
              type="radio"
              name="theme"
              value=${id}
              checked=${theme === id}
              onChange=${() => choose(id)}
            />
            <${Icon} name=${icon} />
            <span class="hidden">${label}</span>
          </label>
        `,
      )}
    </fieldset>
  `;
}
