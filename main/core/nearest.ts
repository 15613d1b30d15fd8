/** Longest word that is compared letter by letter: whatever is longer is no slip of the pen. */
const LONGEST = 64;

/**
 * Number of slips between two words: a letter too many, missing, wrong, or two neighbours exchanged
 * (optimal string alignment distance).
 */
export function slipsBetween(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const same = a[row - 1] === b[column - 1];
      let least = Math.min(
        (above[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (above[column - 1] ?? 0) + (same ? 0 : 1),
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        least = Math.min(least, (before[column - 2] ?? 0) + 1);
      }
      current.push(least);
    }
    before = above;
    above = current;
  }
  return above[b.length] ?? 0;
}

/**
 * The `limit` words of `known` that `word` was most likely meant to be, best first; none where nothing is near.
 * Case does not count. A beginning of at least three letters is near, and so is a third of the letters wrong.
 */
export function nearestWords(word: string, known: readonly string[], limit = 1): string[] {
  const wanted = word.toLowerCase();
  if (wanted.length === 0 || wanted.length > LONGEST) return [];
  const allowed = Math.max(1, Math.floor(wanted.length / 3));
  const near: { readonly candidate: string; readonly slips: number }[] = [];
  for (const candidate of known) {
    const lower = candidate.toLowerCase();
    const beginning = wanted.length >= 3 && lower.startsWith(wanted);
    if (!beginning && Math.abs(lower.length - wanted.length) > allowed) continue;
    const slips = beginning ? 1 : slipsBetween(wanted, lower);
    if (slips <= allowed) near.push({ candidate, slips });
  }
  near.sort((a, b) => a.slips - b.slips);
  return near.slice(0, limit).map(({ candidate }) => candidate);
}
