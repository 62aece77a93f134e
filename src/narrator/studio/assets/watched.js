/** A value, and those who want to know when it becomes another. */
export class Watched {
  #watchers = new Set();
  #value;

  constructor(value) {
    this.#value = value;
  }

  get value() {
    return this.#value;
  }

  set value(value) {
    const before = this.#value;
    if (Object.is(value, before)) return;
    this.#value = value;
    for (const watcher of this.#watchers) watcher(value, before);
  }

  /** `watcher(value, before)` is called at every change. */
  watch(watcher) {
    this.#watchers.add(watcher);
  }
}
