/** What text repair changed: every mended paragraph as it was and as it is, side by side. */

import { get } from "./api.js";
import { difference } from "./difference.js";
import { byId, el, icon } from "./dom.js";
import { percent, t } from "./language.js";
import { state } from "./live.js";
import { trying } from "./notice.js";

const dialog = byId("repairs");
const body = el("div", { className: "repairs" });

function side(title, parts, kind, tag) {
  return el("div", {}, el("h3", {}, title), el("p", { lang: "fa", dir: "rtl" },
    parts.filter(([one]) => one === "same" || one === kind).map(([one, text]) => (one === "same" ? document.createTextNode(text) : el(tag, {}, text)))));
}

function pair({ before, after, confidence }) {
  const parts = difference(before, after);
  return el("article", {},
    side(t("repair-before"), parts, "gone", "del"),
    side(t("repair-after"), parts, "new", "ins"),
    el("p", { className: "small" }, t("confidence", { n: percent(confidence) })));
}

async function open() {
  body.replaceChildren(el("p", { role: "status" }, t("loading")));
  dialog.showModal();
  const found = await trying(() => get("repairs"));
  if (!found) dialog.close();
  else body.replaceChildren(...(found.length ? found.map(pair) : [el("p", {}, t("no-repairs"))]));
}

export function buildRepairs() {
  dialog.append(
    el("header", {}, el("h2", { id: "repairs-title" }, t("repairs-title")),
      el("button", { type: "button", className: "close", title: t("close"), ariaLabel: t("close"), onclick: () => dialog.close() }, icon("close"))),
    el("p", { className: "help" }, t("repairs-help")),
    body);
  const button = byId("repairs-button");
  button.addEventListener("click", open);
  state.watch(now => { button.hidden = !now?.article?.repaired; });
}
