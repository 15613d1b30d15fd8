/**
 * A number in [0, 1) that depends on nothing but the text: drawn once, it stays (semantics §3). FNV-1a with the
 * finishing steps of MurmurHash3, so that texts that differ in one digit draw numbers that have nothing in common.
 */
export function stableDraw(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000;
}

/** A whole number from `least` to `most`, each as likely as any other, drawn from the text. */
export const stableWhole = (text: string, least: number, most: number): number =>
  least + Math.floor(stableDraw(text) * (most - least + 1));
