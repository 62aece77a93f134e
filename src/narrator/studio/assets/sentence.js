/** One sentence in the list: a button that plays it, and its words, each a button too. */

import { certainty } from "./certainty.js";
import { el, icon } from "./dom.js";
import { number, t } from "./language.js";

const INLINE = /^\[(.*)\]\(.*\)$/s; // a word with a reading noted behind it, as in Markdown
const TOLD = new Set(["own", "unread", "doubtful", "unsure"]); // to those who cannot see colours

export function row(index) {
  return el(
    "li",
    { data: { index } },
    el("button", { type: "button", className: "play", tabIndex: -1 }, icon("play"), icon("stop")),
    el("p", { className: "words" }),
  );
}

/** Shows `sentence` in `li`, or a grey line until it comes; `previous` is the one before it. */
export function fill(li, { sentence, previous, total }) {
  const index = Number(li.dataset.index);
  const [play, words] = li.children;
  li.setAttribute("aria-posinset", index + 1);
  li.setAttribute("aria-setsize", total);
  play.ariaLabel = t("play-sentence", { n: index + 1 });
  play.title = number(index + 1);
  li.classList.toggle("waiting", !sentence);
  if (!sentence) return;
  const focused = words.contains(document.activeElement) && document.activeElement.dataset.token;
  li.dataset.kind = sentence.kind;
  li.classList.toggle("opens", Boolean(previous) && previous.paragraph !== sentence.paragraph);
  words.lang = sentence.language;
  words.dir = sentence.language === "en" ? "ltr" : "rtl";
  words.role = sentence.kind === "heading" ? "heading" : null;
  words.ariaLevel = sentence.kind === "heading" ? "2" : null;
  words.replaceChildren(...sentence.tokens.map((token, at) => piece(sentence, token, at)));
  if (focused) word(li, focused)?.focus({ preventScroll: true });
}

/** A token as people read it: without a reading that is noted in the text. */
export const shown = token =>
  (token.rule === "inline" && INLINE.exec(token.written)?.[1]) || token.written;

function piece(sentence, token, at) {
  const sure = certainty(sentence, token);
  if (!sure) return document.createTextNode(token.written);
  // A span, not a button: words of one direction must stay neighbours in a line of another.
  const made = el(
    "span",
    { role: "button", tabIndex: -1, className: `word ${sure}`, data: { token: at } },
    shown(token),
  );
  if (TOLD.has(sure)) made.ariaLabel = `${shown(token)}، ${t(`certainty.${sure}`)}`;
  return made;
}

export const word = (li, token) => li.querySelector(`[data-token="${token}"]`);
