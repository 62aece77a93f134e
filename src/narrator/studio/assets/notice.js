/** Short messages that go by themselves, and one line that stays while the server is away. */

import { button, byId, el, latin } from "./dom.js";
import { t } from "./language.js";
import { link, remark } from "./live.js";

const STAYS = 6000; // ms

/** Says something, with at most one thing to do about it. */
export function say(content, { action, doing, error = false } = {}) {
  const gone = () => note.remove();
  const note = el(
    "div",
    { className: error ? "notice error" : "notice" },
    el("span", {}, content),
    action &&
      button(() => {
        gone();
        doing();
      }, action),
  );
  byId("notices").replaceChildren(note);
  let timer = null;
  const leave = () => {
    timer = setTimeout(gone, STAYS);
  };
  const stay = () => clearTimeout(timer);
  for (const name of ["pointerenter", "focusin"]) note.addEventListener(name, stay);
  for (const name of ["pointerleave", "focusout"]) note.addEventListener(name, leave);
  leave();
}

/** Runs what may be refused, and says so where it is; the answer, or undefined. */
export async function trying(doing) {
  try {
    return await doing();
  } catch (error) {
    say(error.status === 0 ? t("away") : latin(error.message), { error: true });
    return undefined;
  }
}

export function buildNotices() {
  remark.watch(error => say(latin(error), { error: true }));
  const banner = byId("banner");
  link.watch(now => {
    banner.hidden = now === "ready";
    banner.textContent = now === "ready" ? "" : t(now);
  });
}
