/** Finding sentences: what was sought is marked in the text; Enter goes from one to the next. */

import { get } from "./api.js";
import { byId } from "./dom.js";
import { t } from "./language.js";
import { state } from "./live.js";
import { trying } from "./notice.js";
import * as text from "./text.js";

const QUIET = 150; // ms without a key before the server is asked

// Of what was sought, in the rows that exist; a browser without highlights shows none.
const marks = window.Highlight ? new Highlight() : new Set();
const ranges = new WeakMap(); // row -> those of them in it
CSS.highlights?.set("found", marks);

const input = byId("search");
const count = byId("found");
let found = [];
let sought = "";
let at = -1;
let timer = null;

/** Looks for what the field holds; `going`: to the first that is found. */
async function search({ going = true } = {}) {
  sought = input.value.trim();
  const asked = sought;
  const before = found;
  const answer = sought
    ? await trying(() => get(`search?q=${encodeURIComponent(sought)}`))
    : { sentences: [] };
  if (!answer || asked !== sought) return;
  found = answer.sentences;
  at = -1;
  marks.clear();
  text.redraw([...before, ...found]);
  count.textContent = sought ? t("found", { n: found.length }) : "";
  if (going) step(1);
}

function step(by) {
  if (!found.length) return;
  at = (at + by + found.length) % found.length;
  text.current.value = found[at];
  text.show(found[at]);
  text.redraw(found);
  count.textContent = t("found-at", { at: at + 1, n: found.length });
}

function mark(li, index) {
  const isFound = found.includes(index);
  li.classList.toggle("found", isFound);
  li.classList.toggle("found-now", found[at] === index);
  for (const range of ranges.get(li) ?? []) marks.delete(range);
  ranges.set(li, isFound ? occurrences(li.querySelector(".words")) : []);
  for (const range of ranges.get(li)) marks.add(range);
}

/** Where what is sought stands; it may begin in one word and end in another. */
function occurrences(words) {
  const pieces = []; // [text node, where it begins]
  const walker = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
  let whole = "";
  while (walker.nextNode()) {
    pieces.push([walker.currentNode, whole.length]);
    whole += walker.currentNode.data;
  }
  const edge = place => {
    const [node, start] = pieces.findLast(([, start]) => start <= place);
    return [node, place - start];
  };
  const places = [];
  for (let at = whole.indexOf(sought); at >= 0; at = whole.indexOf(sought, at + sought.length)) {
    const range = new Range();
    range.setStart(...edge(at));
    range.setEnd(...edge(at + sought.length));
    places.push(range);
  }
  return places;
}

export function buildSearch() {
  text.restore(mark);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, QUIET);
  });
  state.watch((now, before) => {
    if (sought && now.revision !== before?.revision) search({ going: false });
  });
  input.addEventListener("keydown", event => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    if (event.key === "ArrowDown" && found.length) text.focusOn(found[Math.max(at, 0)]);
  });
}
