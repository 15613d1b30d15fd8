/** A piece of a phrase, where it stands: for pointing at it. */
export interface Piece {
  readonly text: string;
  /** 0-based offset in the whole text. */
  readonly at: number;
}

/** What a phrase says, before it is known whether it makes sense. The same for plain words and Python forms. */
export interface PhraseParts {
  /** The whole text. */
  readonly whole: string;
  readonly count: Piece | null;
  /** The second number of `5 to 10`. */
  readonly upTo: Piece | null;
  /** `minute`, `minutes`, `monday`. */
  readonly unit: Piece;
  readonly at: Piece | null;
  readonly zone: Piece | null;
  /** What stands after `until`: a time, a date, both, or a length as `8 hours`. */
  readonly until: Piece | null;
  /** Parts that are understood and do not say when: `.tag("x")`, `.do(job)`. */
  readonly ignored: readonly Piece[];
}

/** `whole` with `piece` replaced, or left out: what would have been right, ready to be put in its place. */
export function replaced(whole: string, piece: Piece, instead: string): string {
  const before = instead === '' ? whole.slice(0, piece.at).trimEnd() : whole.slice(0, piece.at);
  return (before + instead + whole.slice(piece.at + piece.text.length)).trim();
}

/** The units of time, singular, with their length in milliseconds. */
export const UNIT_MS = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
} as const;

export type Unit = keyof typeof UNIT_MS;
export const UNITS = Object.keys(UNIT_MS) as readonly Unit[];

/** Sunday first, as weekdays are counted. */
export const DAY_NAMES = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'] as const;

/** Every word that can stand where a unit does. */
export const UNIT_WORDS: readonly string[] = [...UNITS, ...UNITS.map((unit) => `${unit}s`), ...DAY_NAMES];

/** Numbers as words, for saying how they are written. */
export const NUMBER_WORDS: ReadonlyMap<string, string> = new Map([
  ['a', '1'],
  ['an', '1'],
  ['one', '1'],
  ['other', '2'],
  ['two', '2'],
  ['second', '2'],
  ['three', '3'],
  ['third', '3'],
  ['four', '4'],
  ['five', '5'],
  ['six', '6'],
  ['seven', '7'],
  ['eight', '8'],
  ['nine', '9'],
  ['ten', '10'],
  ['twelve', '12'],
  ['fifteen', '15'],
  ['twenty', '20'],
  ['thirty', '30'],
]);

/** Short forms of units, for saying how they are written out. */
export const SHORT_UNITS: ReadonlyMap<string, string> = new Map([
  ['s', 'seconds'],
  ['sec', 'seconds'],
  ['secs', 'seconds'],
  ['m', 'minutes'],
  ['min', 'minutes'],
  ['mins', 'minutes'],
  ['h', 'hours'],
  ['hr', 'hours'],
  ['hrs', 'hours'],
  ['d', 'days'],
  ['w', 'weeks'],
  ['wk', 'weeks'],
  ['wks', 'weeks'],
]);
