/** Takes of sentences, kept for as long as they hold and are likely to be heard again. */

import { heard } from "./api.js";

const KEPT = 12;
const RATE = 22050; // of what is drawn; more is not seen

const kept = new Map(); // "3" or "3 before" -> promise of a take

/** A sound ready to be played: {url, words, before, samples(): promise of Float32Array}. */
export function take({ blob, words, before }) {
  let samples = null;
  return {
    url: URL.createObjectURL(blob),
    words,
    before,
    samples: () =>
      (samples ??= blob
        .arrayBuffer()
        .then(bytes => new OfflineAudioContext(1, 1, RATE).decodeAudioData(bytes))
        .then(decoded => decoded.getChannelData(0))),
  };
}

/** The sentence as it sounds now or, with `before`, as it was last heard before it changed. */
export function takeOf(index, before = false) {
  const key = before ? `${index} before` : String(index);
  const found = kept.get(key) ?? heard(index, before).then(take);
  kept.delete(key); // and put back as the youngest
  kept.set(key, found);
  found.catch(() => kept.delete(key));
  if (kept.size > KEPT) forget(kept.keys().next().value);
  return found;
}

/** After a change, no take is known to hold. */
export function forgetAll() {
  for (const key of [...kept.keys()]) forget(key);
}

function forget(key) {
  // Later: the player may be about to load it.
  kept.get(key).then(
    ({ url }) => setTimeout(() => URL.revokeObjectURL(url), 60_000),
    () => {},
  );
  kept.delete(key);
}
