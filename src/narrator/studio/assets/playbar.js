/** The bar below: buttons, and the sound as a waveform; marks the word heard in the text. */

import { theme } from "./appearance.js";
import { button, byId, calm, el, icon, sign } from "./dom.js";
import { number, t } from "./language.js";
import { state } from "./live.js";
import * as player from "./player.js";
import { shown, word } from "./sentence.js";
import * as text from "./text.js";
import { Waveform } from "./waveform.js";

const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 2];

const toggle = button(event => playOrStop(event.timeStamp), [icon("play"), icon("stop")], {
  className: "round",
  "aria-keyshortcuts": "Space",
});
const before = button(event => compare(true, event.timeStamp), t("take-before"));
const now = button(event => compare(false, event.timeStamp), t("take-now"));
const takes = el(
  "div",
  { className: "segments", role: "group", ariaLabel: t("compare"), hidden: true },
  before,
  now,
);
const canvas = el("canvas", {
  id: "waveform",
  role: "slider",
  tabIndex: 0,
  ariaLabel: t("waveform"),
  ariaValueMin: "0",
  ariaValueMax: "0",
  ariaValueNow: "0",
  hidden: true,
});
const caption = el("p", { className: "caption" });
const pace = el(
  "select",
  { ariaLabel: t("speed"), onchange: event => player.speed(Number(event.target.value)) },
  SPEEDS.map(factor =>
    el("option", { value: factor, selected: factor === 1 }, `${number(factor)}×`),
  ),
);

const waveform = new Waveform(canvas, {
  time: player.time,
  duration: player.duration,
  seek: seconds => {
    player.seek(seconds);
    player.resume();
  },
});
let marked = null; // the index that bears the marks of playing

/** Plays the current sentence from its beginning, or stops. */
export function playOrStop(since) {
  if (player.playing.value) player.halt();
  else player.play(text.current.value, { since });
}

export const playOn = since =>
  player.play(text.current.value, { until: state.value.article.sentences, since });
export const playChapter = ({ first, stop }, since) => player.play(first, { until: stop, since });

/** Plays the sentence as it was before its last change, or as it is now. */
export function compare(earlier, since) {
  if (player.loaded.value && !takes.hidden)
    player.play(player.loaded.value.index, { before: earlier, since });
}

function step(by, since) {
  const to = Math.max(0, Math.min(state.value.article.sentences - 1, text.current.value + by));
  text.current.value = to;
  text.show(to);
  player.play(to, { since });
}

export function build() {
  byId("player").append(
    el(
      "div",
      { className: "controls" },
      sign("previous", t("previous"), event => step(-1, event.timeStamp)),
      toggle,
      sign("next", t("next"), event => step(1, event.timeStamp)),
      sign("on", t("play-on"), event => playOn(event.timeStamp), {
        "aria-keyshortcuts": "Shift+Space",
      }),
    ),
    el("div", { className: "sound" }, caption, canvas),
    el("div", { className: "takes" }, takes, pace),
  );
  byId("text").addEventListener("click", event => {
    const pressed = event.target.closest(".play");
    if (!pressed) return;
    const index = Number(pressed.closest("li").dataset.index);
    text.current.value = index;
    if (player.playing.value && player.loaded.value?.index === index) player.halt();
    else player.play(index, { since: event.timeStamp });
  });
  text.restore(mark);
  theme.watch(() => waveform.draw());
  player.playing.watch(sounding);
  player.loaded.watch(picture);
  player.word.watch(() => mark());
  player.trouble.watch(error => {
    if (error) caption.replaceChildren(el("bdi", { className: "error" }, error.message));
  });
  sounding();
  caption.textContent = t("nothing-played");
}

function sounding() {
  const going = player.playing.value;
  toggle.classList.toggle("going", going);
  toggle.ariaLabel = toggle.title = t(going ? "stop" : "play");
  waveform.animate(() => player.playing.value);
  mark();
}

async function picture({ index, take, which }) {
  mark();
  const sentence = await text.readSentence(index);
  canvas.hidden = false;
  takes.hidden = !(take.before || which === "before");
  before.ariaPressed = String(which === "before");
  now.ariaPressed = String(which !== "before");
  caption.replaceChildren(t(which === "try" ? "caption-try" : "caption", { n: index + 1 }));
  if (which === "now") text.current.value = index;
  text.show(index, { smooth: !calm.matches });
  waveform.show({
    samples: take.samples(),
    words: take.words,
    texts: sentence.tokens.map(shown),
    ltr: sentence.language === "en",
  });
}

/** Marks the sentence that sounds and the word heard, and takes the marks off the one before. */
function mark(li, index) {
  const here = player.playing.value && player.loaded.value ? player.loaded.value.index : null;
  if (li === undefined) {
    const stale = marked;
    marked = here;
    text.redraw([...new Set([stale, here])].filter(one => one !== null));
    return;
  }
  li.classList.toggle("sounding", index === here);
  li.querySelector(".heard")?.classList.remove("heard");
  if (index === here && player.word.value !== null)
    word(li, player.word.value)?.classList.add("heard");
}
