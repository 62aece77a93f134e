/** A list of thousands of rows of different heights, of which only those near the eye exist. */

const BEYOND = 600; // px kept on either side of what is seen
const GUESS = 84; // px of a row that nobody has seen yet

export class VirtualList {
  #rows = new Map(); // index -> element
  #heights = []; // measured ones, px
  #tops = [0]; // of every row, and the end of the last
  #known = { sum: 0, count: 0 };
  #held = null; // index of the row that stays where it is while heights above it are learned
  #drawn = false;
  #sizes = new ResizeObserver(entries => this.#measure(entries));

  /**
   * Args:
   *   scroller, list: the box that scrolls, and the element in it that rows go into.
   *   row(index): a new element; update(element, index): what it shows now.
   *   seen(first, stop): the rows that exist now, half-open.
   *   ready(index): whether the row shows what it will stay, so that its height counts.
   *   kept(): indexes of rows that exist wherever they are, for their focus.
   */
  constructor({ scroller, list, row, update, seen, ready, kept }) {
    Object.assign(this, { scroller, list, row, update, seen, ready, kept });
    scroller.addEventListener("scroll", () => this.#soon(), { passive: true });
    for (const by of ["wheel", "touchmove", "pointerdown", "keydown"])
      scroller.addEventListener(
        by,
        () => {
          this.#held = null;
        },
        { passive: true },
      );
    new ResizeObserver(() => this.#soon()).observe(scroller);
  }

  /** Begins anew with `count` rows. */
  reset(count) {
    for (const index of [...this.#rows.keys()]) this.#drop(index);
    this.count = count;
    this.#heights = new Array(count);
    this.#known = { sum: 0, count: 0 };
    this.#held = null;
    this.scroller.scrollTop = 0;
    this.#place();
    this.#draw();
  }

  /** The same text with fewer or more rows: stays where it is. */
  resize(count) {
    for (const index of [...this.#rows.keys()]) if (index >= count) this.#drop(index);
    this.count = count;
    this.#heights.length = count;
    this.#place();
    this.#draw();
  }

  element(index) {
    return this.#rows.get(index);
  }

  /** Draws those of `indexes` anew that exist. */
  renew(indexes) {
    for (const index of indexes) {
      const element = this.#rows.get(index);
      if (element) this.update(element, index);
    }
  }

  /** The first row that is wholly seen. */
  get first() {
    return Math.min(this.#at(this.scroller.scrollTop - 1) + 1, this.count - 1);
  }

  /** Brings a row before the eye, if it is not there, and returns its element. */
  show(index, { smooth = false } = {}) {
    const [top, bottom] = [this.#tops[index], this.#tops[index + 1]];
    const { scrollTop, clientHeight } = this.scroller;
    if (top < scrollTop || bottom > scrollTop + clientHeight) {
      const far = Math.abs(top - scrollTop) > 2 * clientHeight;
      if (far) this.#held = index;
      const best = Math.min(Math.max(top - clientHeight / 4, bottom - clientHeight), top);
      this.scroller.scrollTo({ top: best, behavior: smooth && !far ? "smooth" : "instant" });
    }
    this.#draw();
    return this.#exist(index);
  }

  #soon() {
    if (this.#drawn) return;
    this.#drawn = true;
    requestAnimationFrame(() => {
      this.#drawn = false;
      this.#draw();
    });
  }

  #draw() {
    const top = this.scroller.scrollTop;
    const first = this.#at(top - BEYOND);
    const stop = this.count ? this.#at(top + this.scroller.clientHeight + BEYOND) + 1 : 0;
    const kept = new Set(this.kept());
    for (const index of [...this.#rows.keys()])
      if ((index < first || index >= stop) && !kept.has(index)) this.#drop(index);
    for (let index = first; index < stop; index++) this.#exist(index);
    this.seen(first, stop);
  }

  #exist(index) {
    const there = this.#rows.get(index);
    if (there) return there;
    const element = this.row(index);
    this.update(element, index);
    element.style.top = `${this.#tops[index]}px`;
    const after = [...this.#rows.keys()].filter(other => other > index);
    // In the order of the text, for screen readers and the Tab key.
    this.list.insertBefore(element, after.length ? this.#rows.get(Math.min(...after)) : null);
    this.#rows.set(index, element);
    this.#sizes.observe(element);
    return element;
  }

  #drop(index) {
    const element = this.#rows.get(index);
    this.#sizes.unobserve(element);
    this.#rows.delete(index);
    element.remove();
  }

  #measure(entries) {
    const { scrollTop } = this.scroller; // before a shorter list cuts it down
    const holder = this.#held ?? this.#at(scrollTop);
    const before = this.#tops[holder];
    let changed = false;
    for (const {
      target,
      borderBoxSize: [{ blockSize }],
    } of entries) {
      const index = Number(target.dataset.index);
      if (
        this.#rows.get(index) !== target ||
        this.#heights[index] === blockSize ||
        !this.ready(index)
      )
        continue;
      this.#known.sum += blockSize - (this.#heights[index] ?? 0);
      this.#known.count += this.#heights[index] === undefined;
      this.#heights[index] = blockSize;
      changed = true;
    }
    if (!changed) return;
    this.#place();
    const moved = this.#tops[holder] - before;
    if (moved) this.scroller.scrollTop = scrollTop + moved;
    this.#draw();
  }

  /** Where every row begins: one pass over some thousand numbers, at most once a frame. */
  #place() {
    const guess = this.#known.count ? this.#known.sum / this.#known.count : GUESS;
    const tops = (this.#tops = new Float64Array(this.count + 1));
    for (let index = 0; index < this.count; index++)
      tops[index + 1] = tops[index] + (this.#heights[index] ?? guess);
    this.list.style.height = `${tops[this.count]}px`;
    for (const [index, element] of this.#rows) element.style.top = `${tops[index]}px`;
  }

  /** The row at `y`, by halving. */
  #at(y) {
    let [low, high] = [0, this.count - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#tops[middle] <= y) low = middle;
      else high = middle - 1;
    }
    return Math.max(low, 0);
  }
}
