/** Walking through the text by keyboard: up and down by sentence, left and right by word. */

import { byId } from "./dom.js";
import { count, focusOn } from "./text.js";

const STEPS = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -Infinity,
  End: Infinity,
};

function walked(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const { key, target } = event;
  const li = target.closest("li");
  const index = Number(li.dataset.index);
  const to = by => Math.max(0, Math.min(count() - 1, index + by));
  if (STEPS[key]) focusOn(to(STEPS[key]));
  else if (key === "ArrowLeft" || key === "ArrowRight") {
    const forward = getComputedStyle(target).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const by = key === forward ? 1 : -1;
    const stops = [...li.querySelectorAll(".play, .word")];
    const next = stops[stops.indexOf(target) + by];
    if (next) next.focus();
    else if (to(by) !== index) focusOn(to(by));
  } else if (key === "Enter" && target.matches(".word")) target.click();
  else return;
  event.preventDefault();
}

export const buildWalk = () => byId("text").addEventListener("keydown", walked);
