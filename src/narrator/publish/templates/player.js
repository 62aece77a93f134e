"use strict";
// Without this, the page reads and plays; with it, chapters and sentences seek and follow.
const audio = document.querySelector("audio");
const chapters = [...document.querySelectorAll(".chapters [data-start]")];
const sentences = [...document.querySelectorAll(".transcript [data-start]")];
const controls = document.querySelector(".controls");

const seconds = element => Number(element.dataset.start) / 1000;

// A seek to 12.345 may be answered as 12.344.
const BEHIND = 0.05;

function at(elements, time) {
  let low = 0, high = elements.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (seconds(elements[middle]) <= time + BEHIND) low = middle + 1; else high = middle;
  }
  return low ? elements[low - 1] : null;
}

function mark(elements, wanted) {
  const marked = elements.find(element => element.hasAttribute("aria-current"));
  if (marked === wanted) return false;
  marked?.removeAttribute("aria-current");
  wanted?.setAttribute("aria-current", "true");
  return true;
}

const calm = matchMedia("(prefers-reduced-motion: reduce)");

function follow() {
  mark(chapters, at(chapters, audio.currentTime));
  const sentence = at(sentences, audio.currentTime);
  if (mark(sentences, sentence) && sentence && !audio.paused) {
    sentence.scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }
}

function go(time) {
  audio.currentTime = Math.max(0, time);
  audio.play().catch(() => {});
}

// One tab stop for the whole text; arrow keys walk from sentence to sentence.
function stop(sentence) {
  sentences.forEach(other => { other.tabIndex = other === sentence ? 0 : -1; });
}

function walk(event, index) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const next = sentences[index + step];
  if (event.key === "Enter" || event.key === " ") go(seconds(sentences[index]));
  else if (next) { stop(next); next.focus(); }
  else return;
  event.preventDefault();
}

sentences.forEach((sentence, index) => {
  sentence.setAttribute("role", "button");
  sentence.addEventListener("click", () => { stop(sentence); go(seconds(sentence)); });
  sentence.addEventListener("keydown", event => walk(event, index));
});
if (sentences.length) stop(sentences[0]);

for (const chapter of chapters) {
  chapter.addEventListener("click", event => { event.preventDefault(); go(seconds(chapter)); });
}
for (const button of controls.querySelectorAll("button")) {
  button.addEventListener("click", () => {
    audio.currentTime = Math.max(0, audio.currentTime + Number(button.dataset.skip));
  });
}
const speed = controls.querySelector("select");
speed.addEventListener("change", () => { audio.playbackRate = Number(speed.value); });
controls.hidden = false;

for (const name of ["timeupdate", "seeked", "play"]) audio.addEventListener(name, follow);
if (/^#t=[\d.]+$/.test(location.hash)) audio.currentTime = Number(location.hash.slice(3));
