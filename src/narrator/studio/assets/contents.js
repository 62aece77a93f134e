/** The chapters: go to one, or play it. */

import { button, byId, el, sign } from "./dom.js";
import { t } from "./language.js";
import { state } from "./live.js";
import { playChapter } from "./playbar.js";
import * as text from "./text.js";

const nav = byId("contents");
let drawn = "";

function draw(chapters) {
  if (JSON.stringify(chapters) === drawn) return;
  drawn = JSON.stringify(chapters);
  nav.replaceChildren(
    el("h2", {}, t("contents")),
    el(
      "ol",
      {},
      chapters.map(chapter => {
        const title = chapter.title || t("untitled");
        return el(
          "li",
          { data: { first: chapter.first } },
          button(() => go(chapter.first), el("bdi", { lang: "fa" }, title), {
            className: "chapter",
          }),
          sign(
            "play",
            `${t("play-chapter")} ${title}`,
            event => playChapter(chapter, event.timeStamp),
            { className: "play" },
          ),
        );
      }),
    ),
  );
}

function go(first) {
  if (nav.matches(":popover-open")) nav.hidePopover();
  text.current.value = first;
  text.focusOn(first);
}

export function buildContents() {
  state.watch(now => draw(now?.article?.chapters ?? []));
  text.current.watch(index => {
    const chapters = state.value?.article?.chapters ?? [];
    const now = chapters.find(({ first, stop }) => first <= index && index < stop);
    for (const li of nav.querySelectorAll("li"))
      li.firstChild.ariaCurrent = Number(li.dataset.first) === now?.first ? "true" : null;
  });
}
