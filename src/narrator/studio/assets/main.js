/** Puts the page together. One direction: server -> state -> views -> server. */

import { buildAppearance, place } from "./appearance.js";
import { buildContents } from "./contents.js";
import { buildDoubts } from "./doubts.js";
import { byId, el, icon } from "./dom.js";
import { buildKeys } from "./keys.js";
import { t, translate } from "./language.js";
import { buildLibrary, openLibrary } from "./library.js";
import { follow, state } from "./live.js";
import { buildMake } from "./make.js";
import { buildNotices } from "./notice.js";
import * as panel from "./panel.js";
import { build as buildPlaybar } from "./playbar.js";
import { halt } from "./player.js";
import { buildRepairs } from "./repairs.js";
import { buildSearch } from "./search.js";
import { buildSettings } from "./settings.js";
import { forgetAll } from "./takes.js";
import * as text from "./text.js";
import { undo } from "./undo.js";
import { buildWalk } from "./walk.js";
import { buildWord } from "./word.js";

translate(document);
for (const button of document.querySelectorAll("[data-icon]")) {
  const label = t(button.dataset.t ?? "");
  button.replaceChildren(icon(button.dataset.icon), el("span", { className: "label" }, label));
  if (label) button.title = label;
}
byId("legend").append(
  t("legend"),
  " ",
  ...["doubtful", "unsure", "own"].flatMap(sure => [
    el("span", { className: `word ${sure}` }, t(`certainty.${sure}`)),
    " ",
  ]),
);
for (const build of [
  buildNotices,
  buildAppearance,
  buildPlaybar,
  buildWalk,
  buildDoubts,
  buildWord,
  buildSettings,
  buildLibrary,
  buildContents,
  buildMake,
  buildRepairs,
  buildSearch,
  buildKeys,
])
  build();
byId("undo").addEventListener("click", undo);

state.watch((now, before) => {
  const { article } = now;
  document.title = article ? `${article.title || article.name} · narrator` : "narrator";
  byId("article").firstChild.textContent = article ? article.title || article.name : t("open");
  byId("undo").disabled = !now.undo;
  byId("undo").title = now.undo ? `${t("undo")}: ${now.undo}` : t("undo");
  byId("scroller").hidden = byId("legend").hidden = !article;
  byId("player").hidden = !article;
  empty(now);
  if (now.revision === before?.revision) return;
  forgetAll();
  if (article && article.name === before?.article?.name) text.renew(article.sentences);
  else if (article) {
    halt();
    text.begin(article.sentences, before ? 0 : place());
  }
});

/** What is seen while no article is open, or while the open one holds nothing to say. */
function empty({ article }) {
  const box = byId("empty");
  box.hidden = Boolean(article?.sentences);
  if (box.hidden) return;
  box.replaceChildren(
    el("h2", {}, t(article ? "nothing-to-say" : "welcome")),
    el("p", {}, t("welcome-help")),
    el("button", { type: "button", className: "primary", onclick: openLibrary }, t("open")),
  );
}

panel.rest();
follow();
