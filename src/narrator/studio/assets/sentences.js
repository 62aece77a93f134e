/** The sentences of the article, fetched in windows as they are wanted. */

import { get } from "./api.js";

const WINDOW = 50;
const AT_ONCE = 2;

export class Sentences {
  #kept = []; // by index; what is stale is shown until it is replaced
  #fresh = new Set(); // windows that hold as they are
  #asked = new Set();
  #wanted = [0, 0];
  #age = 0;
  #changed;

  /** `changed(indexes)` is called with those that are other than they were. */
  constructor(changed) {
    this.#changed = changed;
  }

  get(index) {
    return this.#kept[index];
  }

  /** Something changed: all are fetched again when wanted; `forget` shows nothing until then. */
  renew({ forget = false } = {}) {
    this.#age++;
    this.#fresh.clear();
    this.#asked.clear();
    if (forget) this.#kept = [];
    this.want(...this.#wanted);
  }

  /** Sees to it that `first` up to `stop` come; what was passed over meanwhile is not fetched. */
  want(first, stop) {
    this.#wanted = [first, stop];
    for (let window = Math.floor(first / WINDOW); window * WINDOW < stop; window++) {
      if (this.#asked.size >= AT_ONCE) return;
      if (!this.#fresh.has(window) && !this.#asked.has(window)) this.#fetch(window);
    }
  }

  /** The sentence, fetched if need be. */
  async read(index) {
    const fetched = await get(`sentences?from=${index}&count=1`);
    return fetched.sentences[0];
  }

  async #fetch(window) {
    const age = this.#age;
    this.#asked.add(window);
    const fetched = await get(`sentences?from=${window * WINDOW}&count=${WINDOW}`).catch(
      () => null,
    );
    if (age !== this.#age) return;
    this.#asked.delete(window);
    if (!fetched) return; // the connection's banner tells; its return fetches again
    this.#fresh.add(window);
    const others = fetched.sentences.filter(now => !same(now, this.#kept[now.index]));
    for (const now of others) this.#kept[now.index] = now;
    this.#changed(others.map(now => now.index));
    this.want(...this.#wanted);
  }
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);
