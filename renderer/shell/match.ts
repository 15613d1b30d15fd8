/** A stretch of a text: matched by what was typed, or between. */
export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/**
 * How well `query` fits `text`: higher is better, null not at all. A beginning of the text beats a beginning of a word, that
 * beats the middle of one, and that beats letters in order with gaps.
 */
export function fit(query: string, text: string): { readonly score: number; readonly pieces: readonly Piece[] } | null {
  const wanted = query.trim().toLowerCase();
  const lower = text.toLowerCase();
  if (wanted === '') return { score: 0, pieces: [{ text, hit: false }] };
  const at = lower.indexOf(wanted);
  if (at >= 0) {
    const word = at === 0 || /\W/.test(lower[at - 1] ?? '');
    const score = (at === 0 ? 300 : word ? 200 : 100) - Math.min(50, text.length - wanted.length);
    return { score, pieces: cut(text, (index) => index >= at && index < at + wanted.length) };
  }
  const hits = new Set<number>();
  let from = 0;
  for (const letter of wanted.replace(/\s+/g, '')) {
    const found = lower.indexOf(letter, from);
    if (found < 0) return null;
    hits.add(found);
    from = found + 1;
  }
  const first = Math.min(...hits);
  const spread = Math.max(...hits) - first - hits.size;
  // Letters strewn over the whole text are chance, not a match.
  if (spread > hits.size * 2) return null;
  return { score: 40 - spread, pieces: cut(text, (index) => hits.has(index)) };
}

function cut(text: string, isHit: (index: number) => boolean): Piece[] {
  const pieces: { text: string; hit: boolean }[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const letter = text.charAt(index);
    const hit = isHit(index);
    const last = pieces[pieces.length - 1];
    if (last?.hit === hit) last.text += letter;
    else pieces.push({ text: letter, hit });
  }
  return pieces;
}
