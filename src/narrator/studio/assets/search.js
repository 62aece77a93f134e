/** Finding sentences: those found are marked in the list; Enter goes from one to the next. */

import { get } from "./api.js";
import { byId } from "./dom.js";
import { t } from "./language.js";
import { trying } from "./notice.js";
import * as text from "./text.js";

const QUIET = 150; // ms without a key before the server is asked

const input = byId("search");
const count = byId("found");
let found = [];
let at = -1;
let timer = null;

async function search() {
  const sought = input.value.trim();
  const before = found;
  const answer = sought
    ? await trying(() => get(`search?q=${encodeURIComponent(sought)}`))
    : { sentences: [] };
  if (!answer || sought !== input.value.trim()) return;
  found = answer.sentences;
  at = -1;
  text.redraw([...before, ...found]);
  count.textContent = sought ? t("found", { n: found.length }) : "";
  if (sought && found.length) step(1);
}

function step(by) {
  if (!found.length) return;
  at = (at + by + found.length) % found.length;
  text.current.value = found[at];
  text.show(found[at]);
  text.redraw(found);
  count.textContent = t("found-at", { at: at + 1, n: found.length });
}

export function buildSearch() {
  text.restore((li, index) => {
    li.classList.toggle("found", found.includes(index));
    li.classList.toggle("found-now", found[at] === index);
  });
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(search, QUIET);
  });
  input.addEventListener("keydown", event => {
    if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
    if (event.key === "ArrowDown" && found.length) text.focusOn(found[Math.max(at, 0)]);
  });
}
