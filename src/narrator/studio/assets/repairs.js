/** What text repair changed: every mended paragraph as it was and as it is, side by side. */

import { get } from "./api.js";
import { difference } from "./difference.js";
import { byId, dialogHead, el } from "./dom.js";
import { percent, t } from "./language.js";
import { state } from "./live.js";
import { trying } from "./notice.js";

const dialog = byId("repairs");
const body = el("div", { className: "repairs" });

/** One of two texts, with what only it has in `tag`. */
function side(title, parts, kind, tag) {
  const own = parts.filter(([one]) => one === "same" || one === kind);
  const shown = own.map(([one, text]) => (one === "same" ? text : el(tag, {}, text)));
  return el("div", {}, el("h3", {}, title), el("p", { lang: "fa", dir: "rtl" }, shown));
}

function pair({ before, after, confidence }) {
  const parts = difference(before, after);
  return el(
    "article",
    {},
    side(t("repair-before"), parts, "gone", "del"),
    side(t("repair-after"), parts, "new", "ins"),
    el("p", { className: "small" }, t("confidence", { n: percent(confidence) })),
  );
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
    dialogHead(dialog, t("repairs-title"), t("close")),
    el("p", { className: "help" }, t("repairs-help")),
    body,
  );
  const button = byId("repairs-button");
  button.addEventListener("click", open);
  state.watch(now => {
    button.hidden = !now?.article?.repaired;
  });
}
