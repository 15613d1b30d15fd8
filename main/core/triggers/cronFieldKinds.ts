/** A field of a cron expression: what it is called and what may stand in it (crontab(5)). */
export interface FieldKind {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Three letters each, in lower case, one after the other; the first stands for `least`. */
  readonly names: string;
}

const MONTH_NAMES = 'janfebmaraprmayjunjulaugsepoctnovdec';
const WEEKDAY_NAMES = 'sunmontuewedthufrisat';

export const MINUTE: FieldKind = { name: 'minute', least: 0, most: 59, names: '' };
export const HOUR: FieldKind = { name: 'hour', least: 0, most: 23, names: '' };
export const DAY: FieldKind = { name: 'day of month', least: 1, most: 31, names: '' };
export const MONTH: FieldKind = { name: 'month', least: 1, most: 12, names: MONTH_NAMES };
/** 0 and 7 are Sunday; its name stands for 0. */
export const WEEKDAY: FieldKind = { name: 'day of week', least: 0, most: 7, names: WEEKDAY_NAMES };

const TAB = 9;
const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
const SPACE = 32;
export const STAR = 42;
export const COMMA = 44;
export const MINUS = 45;
export const SLASH = 47;
export const ZERO = 48;
export const TILDE = 126;

export const isSpace = (code: number): boolean =>
  code === SPACE || code === TAB || code === LINE_FEED || code === CARRIAGE_RETURN;

export const isDigit = (code: number): boolean => code >= ZERO && code <= ZERO + 9;

export const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
