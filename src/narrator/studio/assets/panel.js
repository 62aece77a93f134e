/** The panel beside the text (below it where it is narrow): one view at a time. */

import { byId, el, sign } from "./dom.js";
import { t } from "./language.js";

const panel = byId("panel");
const views = new Map(); // name -> section
let shown = null;
let resting = null; // the view that is seen where nothing else was asked for, if there is room
let back = null; // puts the keyboard where it was

/** Adds a view; one of them `rests`: it is seen on a wide screen while no other is. */
export function view(name, { rests = false } = {}) {
  const section = el("section", {
    hidden: true,
    data: { view: name },
    "aria-labelledby": `panel-${name}`,
  });
  panel.append(section);
  views.set(name, section);
  if (rests) resting = name;
  return section;
}

/** The head of a view: its name, and a button that closes it. */
export const head = (name, title) =>
  el(
    "header",
    {},
    el("h2", { id: `panel-${name}`, tabIndex: -1 }, title),
    sign("close", t("close"), () => close(), { className: "close", "aria-keyshortcuts": "Escape" }),
  );

/** Shows a view; `returning()` is called when it is closed. */
export function open(name, returning) {
  back = returning ?? back;
  turn(name);
  document.body.classList.add("panel-open");
}

export const isOpen = name => shown === name && isAsked();

export function close() {
  if (!isAsked()) return;
  document.body.classList.remove("panel-open");
  const returning = back;
  back = null;
  turn(resting);
  returning?.();
}

const isAsked = () => document.body.classList.contains("panel-open");

/** What is seen on a wide screen before anything was asked for. */
export const rest = () => turn(resting);

function turn(name) {
  for (const [other, section] of views) section.hidden = other !== name;
  shown = name;
}

/** Puts the keyboard into the view that is seen. */
export const enter = () => views.get(shown).querySelector("h2")?.focus({ preventScroll: true });
