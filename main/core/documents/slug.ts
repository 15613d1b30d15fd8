/** Longest id that is made from a name. */
const LONGEST_MADE = 60;

/** Names that Windows keeps for devices: ids become names of folders. */
const DEVICES = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** Whether a text can be a job's id: letters, digits, `-`, `_`, `.`, the first a letter or digit, at most 100, usable as a file name. */
export const isSlug = (text: string): boolean =>
  /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(text) && !text.endsWith('.') && !text.includes('..') && !DEVICES.test(text);

/** Letters that have no accent to take off. */
const SPELLED: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  å: 'a',
  đ: 'd',
  ł: 'l',
  þ: 'th',
};

/**
 * The id made from a name, once: lower case, accents taken off, everything else a hyphen ("Ingest source one" is `ingest-source-one`); a
 * number is added where it is taken (`backup-2`). `taken` is compared without regard to case, for ids are names of folders.
 */
export function slugOf(name: string, taken: ReadonlySet<string>): string {
  const plain = name
    .toLowerCase()
    .replace(/[ßæœøåđłþ]/g, (letter) => SPELLED[letter] ?? letter)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_MADE)
    .replace(/^-+|-+$/g, '');
  const base = plain === '' ? 'job' : DEVICES.test(plain) ? `job-${plain}` : plain;
  const used = new Set([...taken].map((id) => id.toLowerCase()));
  if (!used.has(base)) return base;
  for (let number = 2; ; number += 1) {
    const candidate = `${base}-${String(number)}`;
    if (!used.has(candidate)) return candidate;
  }
}
