/** The article: a list of sentences to scroll, walk through by keyboard, and choose words in. */

import { byId } from "./dom.js";
import { row, fill, word } from "./sentence.js";
import { Sentences } from "./sentences.js";
import { VirtualList } from "./virtual.js";
import { Watched } from "./watched.js";

/** The word that is being mended: {sentence, token}, or null. */
export const chosen = new Watched(null);

/** The sentence that keys mean: the one focused, chosen or played last. */
export const current = new Watched(0);

/** Indexes of the sentences that are other than they were, at every change. */
export const changes = new Watched([]);

const list = byId("text");
let entry = null; // the one element of the list that Tab reaches

const sentences = new Sentences(indexes => {
  const next = indexes.map(index => index + 1); // which may open a paragraph
  rows.renew(new Set([...indexes, ...next]));
  changes.value = indexes;
  enter();
});
const rows = new VirtualList({
  scroller: byId("scroller"),
  list,
  row,
  update(li, index) {
    fill(li, {
      sentence: sentences.get(index),
      previous: sentences.get(index - 1),
      total: rows.count,
    });
    for (const mark of restored) mark(li, index);
  },
  seen: (first, stop) => {
    sentences.want(first, stop);
    enter();
  },
  ready: index => Boolean(sentences.get(index)),
  kept: () =>
    [Number(document.activeElement?.closest?.("#text > li")?.dataset.index ?? -1)].filter(
      index => index >= 0,
    ),
});

/** Called with every row that is drawn, to put marks on it that outlive its element. */
const restored = [
  (li, index) => {
    const mine = chosen.value?.sentence === index ? chosen.value.token : null;
    li.querySelector("[aria-expanded]")?.removeAttribute("aria-expanded");
    if (mine !== null) word(li, mine)?.setAttribute("aria-expanded", "true");
  },
];

export function restore(mark) {
  restored.push(mark);
}

/** The sentence, fetched where it has not been seen yet. */
export const readSentence = async index => sentences.get(index) ?? sentences.read(index);
export const count = () => rows.count;

/** Draws marks anew on those sentences. */
export const redraw = indexes => {
  for (const index of indexes) {
    const li = rows.element(index);
    if (li) for (const mark of restored) mark(li, index);
  }
};

export function begin(count, at = 0) {
  sentences.renew({ forget: true });
  chosen.value = null;
  current.value = Math.max(0, Math.min(Math.trunc(at) || 0, count - 1));
  rows.reset(count);
  if (current.value) rows.show(current.value);
}

/** The same article, of which anything may have changed. */
export function renew(count) {
  if (count !== rows.count) rows.resize(count);
  if (chosen.value?.sentence >= count) choose(null);
  current.value = Math.min(current.value, Math.max(count - 1, 0));
  sentences.renew();
}

/** Brings a sentence before the eye or, where it is taller than what is seen, that word of it. */
export function show(index, { token, ...how } = {}) {
  const li = rows.show(index, how);
  if (token !== undefined)
    word(li, token)?.scrollIntoView({ block: "nearest", behavior: "instant" });
}

/** Chooses a word, or none. */
export function choose(place) {
  const before = chosen.value;
  chosen.value = place;
  if (place) current.value = place.sentence;
  redraw([before?.sentence, place?.sentence].filter(index => index !== undefined));
}

/** Puts the keyboard on a word, or on the first of the sentence. */
export function focusOn(index, token) {
  const li = rows.show(index);
  const target =
    (token !== undefined && word(li, token)) ||
    li.querySelector(".word") ||
    li.querySelector(".play");
  target.focus({ preventScroll: true });
}

/** One element of the list can be reached by Tab: what was focused last, or the first seen. */
function enter(element) {
  if (!element && entry?.isConnected) return;
  const found = element ?? rows.element(rows.first)?.querySelector(".play");
  if (!found) return;
  if (entry) entry.tabIndex = -1;
  entry = found;
  entry.tabIndex = 0;
}

list.addEventListener("focusin", event => {
  enter(event.target);
  current.value = Number(event.target.closest("li").dataset.index);
});

list.addEventListener("click", event => {
  const target = event.target.closest(".word");
  if (target)
    choose({
      sentence: Number(target.closest("li").dataset.index),
      token: Number(target.dataset.token),
    });
});
