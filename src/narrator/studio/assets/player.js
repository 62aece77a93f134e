/** Plays sentences one after the other, with the pauses of the article between them. */

import { byId } from "./dom.js";
import { take, takeOf } from "./takes.js";
import { readSentence } from "./text.js";
import { Watched } from "./watched.js";

const audio = byId("audio");

/** What is loaded: {index, take, which: "now" | "before" | "try"}, or null. */
export const loaded = new Watched(null);
/** Whether it sounds, or will in a moment. */
export const playing = new Watched(false);
/** Index of the token being heard, or null. */
export const word = new Watched(null);
/** An error of the last attempt to play, or null. */
export const trouble = new Watched(null);

let run = 0; // whatever began under an earlier one has been overtaken
let stop = 0; // the sentence to stop before
let asked = null; // when the person asked for what is about to sound
let frame = 0; // the one that looks at the time next

export const time = () => audio.currentTime;
export const duration = () => audio.duration || 0;
export const speed = factor => {
  audio.defaultPlaybackRate = audio.playbackRate = factor;
};

/**
 * Plays the sentence `index`, or those up to `until`; `since` is when the person asked, for the
 * measure "click-to-sound".
 */
export function play(index, { until = index + 1, before = false, since = performance.now() } = {}) {
  stop = until;
  return sound(index, before ? "before" : "now", takeOf(index, before), since);
}

/** Plays a sound that is not kept: a reading that is only tried. */
export function playTrial(index, asked, since = performance.now()) {
  stop = index + 1;
  return sound(index, "try", asked.then(take), since);
}

async function sound(index, which, coming, since) {
  const mine = ++run;
  audio.pause();
  playing.value = true;
  trouble.value = null;
  try {
    const took = await coming;
    if (mine !== run) return;
    loaded.value = { index, take: took, which };
    audio.src = took.url;
    asked = since;
    await audio.play();
    follow();
    if (index + 1 < stop) takeOf(index + 1).catch(() => {}); // in time for the pause to be right
  } catch (error) {
    if (mine !== run) return;
    playing.value = false;
    if (error.name !== "AbortError") trouble.value = error;
  }
}

export function halt() {
  run++;
  audio.pause();
  playing.value = false;
}

/** Plays on from `seconds` of what is loaded. */
export function seek(seconds) {
  if (!loaded.value) return;
  audio.currentTime = Math.max(0, Math.min(seconds, duration() - 0.01));
  follow();
}

export async function resume() {
  playing.value = true;
  await audio.play();
  follow();
}

audio.addEventListener("playing", () => {
  if (asked !== null)
    performance.measure("click-to-sound", { start: asked, end: performance.now() });
  asked = null;
});

audio.addEventListener("ended", async () => {
  const mine = run;
  const { index } = loaded.value;
  word.value = null;
  if (index + 1 >= stop) {
    playing.value = false;
    return;
  }
  const ended = performance.now();
  const { pause } = await readSentence(index);
  setTimeout(
    () => {
      if (mine === run) sound(index + 1, "now", takeOf(index + 1), null);
    },
    pause / audio.playbackRate - (performance.now() - ended),
  );
});

function follow() {
  const at = audio.currentTime;
  const now = loaded.value?.take.words.findLast(([, start]) => start <= at)?.[0] ?? null;
  if (now !== word.value) word.value = now;
  cancelAnimationFrame(frame);
  if (!audio.paused) frame = requestAnimationFrame(follow);
}
