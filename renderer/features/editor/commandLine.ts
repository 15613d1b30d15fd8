/**
 * Words of a command as a person types it: separated by blanks, quoted with `'` or `"`, one letter escaped with `\`. No shell:
 * nothing else means anything. `open` is the offset of a quote that is not closed.
 */
export function splitCommand(text: string): { readonly words: readonly string[]; readonly open: number | null } {
  const words: string[] = [];
  let word: string | null = null;
  let quote: { readonly sign: string; readonly at: number } | null = null;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at] ?? '';
    const next = text[at + 1];
    if (quote !== null) {
      if (letter === quote.sign) quote = null;
      else if (letter === '\\' && quote.sign === '"' && (next === '"' || next === '\\')) {
        word = (word ?? '') + next;
        at += 1;
      } else word = (word ?? '') + letter;
    } else if (letter === '"' || letter === "'") {
      quote = { sign: letter, at };
      word ??= '';
    } else if (letter === '\\' && next !== undefined && /[\s'"\\]/.test(next)) {
      word = (word ?? '') + next;
      at += 1;
    } else if (/\s/.test(letter)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? '') + letter;
  }
  if (word !== null) words.push(word);
  return { words, open: quote?.at ?? null };
}

/** Words of a command as a person would type them; `splitCommand` reads it back the same. */
export const joinCommand = (words: readonly string[]): string =>
  words.map((word) => (/^[^\s'"\\]+$/.test(word) ? word : `"${word.replace(/[\\"]/g, '\\$&')}"`)).join(' ');
