/** What two texts share, and what each has alone, word by word. */

const LONGEST = 1_000_000; // cells of the table; beyond it the whole texts differ

/** [[kind, text]…], kind being "same", "gone" or "new": the longest common words. */
export function difference(before, after) {
  const [old, young] = [before, after].map(text => text.match(/\S+\s*/g) ?? []);
  if (old.length * young.length > LONGEST)
    return [
      ["gone", before],
      ["new", after],
    ];
  const same = (i, j) => old[i].trimEnd() === young[j].trimEnd();
  const width = young.length + 1;
  const common = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i--)
    for (let j = young.length - 1; j >= 0; j--)
      common[i * width + j] = same(i, j)
        ? common[(i + 1) * width + j + 1] + 1
        : Math.max(common[(i + 1) * width + j], common[i * width + j + 1]);
  const parts = [];
  const add = (kind, text) => {
    if (parts.at(-1)?.[0] === kind) parts.at(-1)[1] += text;
    else parts.push([kind, text]);
  };
  let [i, j] = [0, 0];
  while (i < old.length || j < young.length) {
    if (i < old.length && j < young.length && same(i, j)) {
      add("same", old[i++]);
      j++;
    } else if (
      j >= young.length ||
      (i < old.length && common[(i + 1) * width + j] >= common[i * width + j + 1])
    )
      add("gone", old[i++]);
    else add("new", young[j++]);
  }
  return parts;
}
