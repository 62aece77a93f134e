/** Theme, language and place: they stand in the address, so that a reload or a copy keeps them. */

import { byId, el } from "./dom.js";
import { NAMES, other, t } from "./language.js";
import * as text from "./text.js";
import { Watched } from "./watched.js";

/** "light" or "dark", whoever decided it. */
export const theme = new Watched("light");

const system = matchMedia("(prefers-color-scheme: dark)");
const QUIET = 300; // ms; browsers bound how often an address may change

const query = () => new URLSearchParams(location.search);

function keep(name, value) {
  const now = query();
  if (value === null) now.delete(name);
  else now.set(name, value);
  const search = now.toString();
  return `${location.pathname}${search && "?"}${search}${location.hash}`;
}

/** The sentence at which the page was left. */
export const place = () => Number(query().get("at") ?? 1) - 1;

const opposite = () => (theme.value === "dark" ? "light" : "dark");

/** Shows the theme of the address or, where it has none, the system's. */
function dress() {
  const chosen = query().get("theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
  theme.value = chosen ?? (system.matches ? "dark" : "light");
  byId("theme").title = byId("theme").lastChild.textContent = t(opposite());
}

export function buildAppearance() {
  dress();
  system.addEventListener("change", dress);
  byId("theme").addEventListener("click", () => {
    history.replaceState(null, "", keep("theme", opposite()));
    dress();
  });
  byId("language").append(el("span", { lang: other }, NAMES[other]));
  byId("language").addEventListener("click", () => location.assign(keep("lang", other)));
  let timer = null;
  text.current.watch(index => {
    clearTimeout(timer);
    timer = setTimeout(
      () => history.replaceState(null, "", keep("at", index ? index + 1 : null)),
      QUIET,
    );
  });
}
