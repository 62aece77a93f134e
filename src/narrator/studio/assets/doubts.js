/** The words worth checking: a list to go through by keyboard, the worst first. */

import { get } from "./api.js";
import { button, byId, el, icon, latin, persian } from "./dom.js";
import { number, percent, t } from "./language.js";
import { state } from "./live.js";
import { trying } from "./notice.js";
import * as panel from "./panel.js";
import { play } from "./player.js";
import * as text from "./text.js";

const MOST = 200; // rows that are drawn; who has mended them sees the next

const section = panel.view("doubts", { rests: true });
const list = el("ol", { className: "doubts" });
const remark = el("p", { className: "help", role: "status" });
let doubts = [];
let at = -1;
let asked = 0;

const position = el("span");

/** For those who go through the list by pointer; a part of the view of a word. */
export const steps = el(
  "nav",
  { className: "triage", ariaLabel: t("doubts-title"), hidden: true },
  button(() => step(-1), [icon("previous"), t("previous-doubt")], { "aria-keyshortcuts": "p" }),
  position,
  button(() => step(1), [t("next-doubt"), icon("next")], { "aria-keyshortcuts": "n" }),
);

/** Goes to the next word of the list (`by` 1) or the one before (-1), and plays its sentence. */
export function step(by) {
  if (!doubts.length) return;
  at = Math.max(0, Math.min(doubts.length - 1, at < 0 ? 0 : at + by));
  go(doubts[at]);
}

function go(doubt) {
  text.choose({ sentence: doubt.sentence, token: doubt.token });
  text.show(doubt.sentence);
  play(doubt.sentence);
}

export const openDoubts = () => {
  panel.open("doubts", () => byId("doubts-button").focus());
  panel.enter();
};

function mark() {
  steps.hidden = !doubts.length;
  position.textContent = at < 0 ? "" : t("found-at", { at: at + 1, n: doubts.length });
  [...list.children].forEach((li, index) => {
    const now = index === at;
    li.firstChild.ariaCurrent = now ? "true" : null;
    if (now) li.scrollIntoView({ block: "nearest" });
  });
}

/** Asks anew: until the server has read the whole article, and after every change. */
async function refresh() {
  const mine = ++asked;
  const article = state.value?.article?.name;
  if (!article) return;
  const found = await trying(() => get("doubts"));
  if (mine !== asked || !found) return;
  if (!found.complete)
    setTimeout(() => {
      if (mine === asked) refresh();
    }, 1000);
  if (!found.complete && doubts.length) return; // the old list is worth more than the begun one
  const last = doubts[at];
  doubts = found.doubts;
  const isLast = one => one.written === last.written && one.sentence === last.sentence;
  if (last) at = doubts.findIndex(isLast);
  draw(found.complete);
}

function draw(complete) {
  byId("doubts-button").dataset.count = doubts.length ? number(doubts.length) : "";
  remark.textContent = complete
    ? t(doubts.length ? "doubts-help" : "no-doubts")
    : t("reading-article");
  list.replaceChildren(
    ...doubts.slice(0, MOST).map(doubt =>
      el(
        "li",
        {},
        button(() => go(doubt), row(doubt)),
      ),
    ),
  );
  mark();
}

const row = ({ written, phonemes, confidence, times }) => [
  el("span", { className: "word doubtful" }, persian(written)),
  latin(phonemes || "—", "ipa"),
  el(
    "span",
    { className: "small" },
    el("span", {}, t("confidence", { n: percent(confidence) })),
    times > 1 && el("span", {}, t("times", { n: times })),
  ),
];

export function buildDoubts() {
  section.append(panel.head("doubts", t("doubts-title")), remark, list);
  byId("doubts-button").addEventListener("click", openDoubts);
  text.chosen.watch(place => {
    const isHere = one => one.sentence === place?.sentence && one.token === place.token;
    const found = doubts.findIndex(isHere);
    if (found >= 0) at = found;
    mark();
  });
  state.watch((now, before) => {
    if (now?.article?.name !== before?.article?.name) [doubts, at] = [[], -1];
    if (now?.revision !== before?.revision) refresh();
  });
}
