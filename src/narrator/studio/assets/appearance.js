/** Theme, language and place: they stand in the address, so that a reload or a copy keeps them. */

import { byId, el } from "./dom.js";
import { NAMES, other, t } from "./language.js";
import * as text from "./text.js";

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

function theme(chosen) {
  const root = document.documentElement;
  if (chosen) root.dataset.theme = chosen;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  byId("theme").title = byId("theme").lastChild.textContent = t(dark ? "light" : "dark");
  return dark ? "light" : "dark";
}

export function buildAppearance() {
  let next = theme(query().get("theme"));
  byId("theme").addEventListener("click", () => {
    history.replaceState(null, "", keep("theme", next));
    next = theme(next);
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
