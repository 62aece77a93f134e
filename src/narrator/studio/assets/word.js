/** The view of one word: how it is read and why, and what it may be read as instead. */

import { get, post } from "./api.js";
import { certainty, wordsOf } from "./certainty.js";
import { steps } from "./doubts.js";
import { button, el, icon, latin, persian, sign, those } from "./dom.js";
import { known, percent, t } from "./language.js";
import { act, state } from "./live.js";
import { say, trying } from "./notice.js";
import * as panel from "./panel.js";
import { play } from "./player.js";
import { choices } from "./readings.js";
import { shown } from "./sentence.js";
import * as text from "./text.js";
import { undo } from "./undo.js";

const section = panel.view("word");
let scope = "here"; // what was last chosen
let drawn = ""; // what the view shows, to leave it alone when nothing of it changed
let asked = 0; // an answer that a later question has overtaken is not shown
let form = null;

/** Shows the word that `text.chosen` names. */
export async function openWord(place) {
  panel.open("word", () => {
    text.choose(null);
    text.focusOn(place.sentence, place.token);
  });
  await fill(place);
  if (text.chosen.value !== place) return;
  text.show(place.sentence, { token: place.token }); // what is seen of the text may be less now
  panel.enter();
}

async function fill(place) {
  const mine = ++asked;
  const found = await trying(async () => ({
    details: await get(`sentences/${place.sentence}/tokens/${place.token}`),
    sentence: await text.readSentence(place.sentence),
  }));
  if (!found || mine !== asked) return;
  const key = JSON.stringify([place, found]);
  if (key !== drawn) draw(place, found.sentence, found.details);
  drawn = key;
}

function draw(place, sentence, details) {
  const token = sentence.tokens[place.token];
  const words = wordsOf(sentence, token);
  const vocalised = details.readings.find(reading => reading.now)?.vocalised ?? token.spoken.trim();
  const fixed = !details.scopes.length && details.ezafe === null;
  form = fixed
    ? null
    : choices({
        place: { ...place, written: sentence.written },
        written: shown(token),
        details,
        scope,
        chose: to => {
          scope = to;
        },
        save,
      });
  const focused = section.contains(document.activeElement);
  section.replaceChildren(
    ...those([
      steps,
      panel.head("word", persian(shown(token))),
      el(
        "p",
        { className: "said" },
        vocalised === shown(token) ? null : persian(vocalised),
        latin(words.map(word => word.phonemes).join(" ") || "—", "ipa"),
        sign("play", t("play-sentence-short"), event =>
          play(place.sentence, { since: event.timeStamp }),
        ),
      ),
      reason(sentence, token, words),
      form ?? el("p", { className: "help" }, t("fixed")),
      state.value.article.editable ? null : copyLine(),
      undoLine,
    ]),
  );
  if (focused) panel.enter();
}

/** Where the reading comes from and how sure it is, in human words. */
function reason(sentence, token, words) {
  const sure = certainty(sentence, token) ?? "sure";
  const least = Math.min(1, ...words.map(word => word.confidence));
  const from = known(`rule.${token.rule}`)
    ? t("by-rule", { rule: t(`rule.${token.rule}`) })
    : t(`source.${words.find(word => word.confidence === least)?.source ?? "engine"}`);
  return el(
    "div",
    { className: `reason ${sure}` },
    el(
      "p",
      {},
      el("strong", {}, t(`certainty.${sure}`)),
      sure === "own" ? null : ` · ${t("confidence", { n: percent(least) })}`,
    ),
    el("p", {}, from),
  );
}

/** A PDF's words cannot be mended "here"; those of a copy can. */
const copyLine = () =>
  el(
    "p",
    { className: "help" },
    t("not-editable"),
    " ",
    button(() => trying(() => act(post("articles", { copy: true }))), t("copy")),
  );

const undoable = el("bdi", { lang: "fa", dir: "auto" });
const undoLine = el(
  "p",
  { className: "undo" },
  button(undo, [icon("undo"), t("undo")]),
  " ",
  undoable,
);

/** Keeps what was chosen, and lets it be heard. */
async function save(path, body, label) {
  await act(post(path, body));
  play(body.sentence);
  say([t("saved"), " ", persian(label)], { action: t("undo"), doing: undo });
}

/** A digit chooses a reading; whether there was one. */
export const chooseReading = digit => panel.isOpen("word") && (form?.choose(digit) ?? false);

export function buildWord() {
  text.chosen.watch(place => {
    if (place) openWord(place);
  });
  state.watch(now => {
    undoLine.hidden = !now.undo;
    undoable.textContent = now.undo ?? "";
    const place = text.chosen.value;
    if (place && panel.isOpen("word") && now.article) fill(place);
  });
  text.changes.watch(indexes => {
    const place = text.chosen.value;
    if (place && indexes.includes(place.sentence)) fill(place);
  });
}
