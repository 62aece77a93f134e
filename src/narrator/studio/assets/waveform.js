/**
 * The sound of a sentence as a picture: peaks, the words where they are heard, the place of
 * playing. Time runs the way the sentence is written, so that its words can be read in it.
 */

import { calm } from "./dom.js";
import { clock, t } from "./language.js";

const BAR = 3; // px a peak
const LABELS = 1.15; // height of the words below, in letters of the page

export class Waveform {
  #shown = null; // {samples, words, texts, ltr}
  #heights = null;
  #frame = 0;
  #timer = 0;

  /** `seek(seconds)` is called with where a person points; `time()`, `duration()` are seconds. */
  constructor(canvas, { seek, time, duration }) {
    Object.assign(this, { canvas, seek, time, duration });
    new ResizeObserver(() => this.#fit()).observe(canvas);
    canvas.addEventListener("click", event => {
      const part = event.offsetX / canvas.clientWidth;
      this.seek((this.#shown?.ltr ? part : 1 - part) * this.duration());
    });
    canvas.addEventListener("keydown", event => this.#key(event));
  }

  /** `words` are [token, start, stop] in seconds; `texts` are what the tokens are written as. */
  async show({ samples, words, texts, ltr }) {
    this.#shown = { samples: null, words, texts, ltr };
    this.#heights = null;
    this.draw();
    const mine = this.#shown;
    mine.samples = await samples;
    if (mine === this.#shown) this.#fit();
  }

  #key(event) {
    const starts = this.#shown?.words.map(([, start]) => start) ?? [];
    const forward = this.#shown?.ltr ? "ArrowRight" : "ArrowLeft";
    const now = this.time();
    if (event.key === forward) this.seek(starts.find(start => start > now + 0.01) ?? now);
    else if (event.key === "ArrowLeft" || event.key === "ArrowRight")
      this.seek(starts.findLast(start => start < now - 0.3) ?? 0);
    else return;
    event.preventDefault();
  }

  #fit() {
    const { canvas } = this;
    const ratio = devicePixelRatio;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    canvas.getContext("2d").setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#heights =
      this.#shown?.samples &&
      peaks(this.#shown.samples, Math.max(1, Math.floor(canvas.clientWidth / BAR)));
    this.draw();
  }

  draw() {
    const { canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    const pen = canvas.getContext("2d");
    pen.clearRect(0, 0, width, height);
    if (!this.#shown) return;
    const whole = this.duration() || 1;
    const part = this.time() / whole;
    this.#describe(part * whole, whole);
    const style = getComputedStyle(canvas);
    const [heard, ahead, ink, mark] = ["--accent", "--wave", "--faint", "--now"].map(name =>
      style.getPropertyValue(name),
    );
    const x = share => (this.#shown.ltr ? share : 1 - share) * width;
    const letter = parseFloat(style.fontSize);
    const room = height - LABELS * letter;
    this.#words(pen, {
      x,
      whole,
      part,
      room,
      height,
      ink,
      heard,
      mark,
      font: `${0.75 * letter}px ${style.fontFamily}`,
    });
    const bars = this.#heights ?? [];
    bars.forEach((peak, at) => {
      const tall = Math.max(1.5, peak * (room - 4));
      pen.fillStyle = (at + 0.5) / bars.length <= part ? heard : ahead;
      pen.fillRect(x((at + 0.5) / bars.length) - 1, (room - tall) / 2, 2, tall);
    });
    pen.fillStyle = heard;
    if (part > 0) pen.fillRect(x(part) - 0.75, 0, 1.5, room);
  }

  #words(pen, { x, whole, part, room, height, ink, heard, mark, font }) {
    pen.font = font;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    let free = [0, Infinity]; // where no word has been written yet
    for (const [token, start, stop] of this.#shown.words) {
      const [near, far] = [x(start / whole), x(stop / whole)].sort((a, b) => a - b);
      const now = part > 0 && part * whole >= start && part * whole < stop;
      pen.fillStyle = mark;
      if (now) pen.fillRect(near, 0, far - near, height);
      const text = this.#shown.texts[token] ?? "";
      pen.fillStyle = now ? heard : ink;
      const half = pen.measureText(text).width / 2 + 1;
      const middle = Math.max(half, Math.min((near + far) / 2, this.canvas.clientWidth - half));
      if (middle - half < free[0] || middle + half > free[1]) continue;
      pen.fillText(text, middle, (room + height) / 2);
      free = this.#shown.ltr ? [middle + half, Infinity] : [0, middle - half];
    }
  }

  /** What a screen reader says of it. */
  #describe(now, whole) {
    const { canvas } = this;
    canvas.ariaValueMax = whole.toFixed(2);
    canvas.ariaValueNow = now.toFixed(2);
    canvas.ariaValueText = t("time-of", { now: clock(now), whole: clock(whole) });
  }

  /** Draws at every frame, or four times a second where motion is not wanted, while `going()`. */
  animate(going) {
    cancelAnimationFrame(this.#frame);
    clearTimeout(this.#timer);
    this.draw();
    if (!going()) return;
    const again = () => this.animate(going);
    if (calm.matches) this.#timer = setTimeout(again, 250);
    else this.#frame = requestAnimationFrame(again);
  }
}

/** The highest of each of `count` stretches, the highest of all being 1. */
function peaks(samples, count) {
  const found = new Float32Array(count);
  for (let at = 0; at < samples.length; at++) {
    const bar = Math.floor((at * count) / samples.length);
    const height = Math.abs(samples[at]);
    if (height > found[bar]) found[bar] = height;
  }
  const most = Math.max(...found, 1e-4);
  return found.map(height => height / most);
}
