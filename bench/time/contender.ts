/** A library under measurement, brought to the three things that all of them can do. */
export interface Contender {
  readonly name: string;
  /** Reads an expression; what comes of it is thrown away. */
  parse(expression: string, zone: string): unknown;
  /** Reads an expression for asking. `next` takes and gives milliseconds since the epoch; strictly after what it is given. */
  compile(expression: string, zone: string): { next(after: number): number };
}

/** The same for all. Five fields only, and nothing in which the libraries' dialects differ in effort. */
export const EXPRESSIONS: readonly string[] = [
  '* * * * *',
  '*/5 * * * *',
  '30 2 * * *',
  '0 9 * * 1-5',
  '0 0 13 * 5',
  '15 14 1 * *',
];

export const ZONES: readonly string[] = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
];

/** What one process measured: operations a second, by zone and expression; null where the library failed. */
export interface Measured {
  readonly chained: Readonly<Record<string, readonly (number | null)[]>>;
  readonly cold: Readonly<Record<string, readonly (number | null)[]>>;
  readonly parse: readonly (number | null)[];
}
