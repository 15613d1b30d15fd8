const MINUTE = 60_000;
const UNITS: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|sec|secs|seconds?)$/, 1000],
  [/^(?:m|min|mins|minutes?)$/, MINUTE],
  [/^(?:h|hr|hrs|hours?)$/, 60 * MINUTE],
  [/^(?:d|days?)$/, 1440 * MINUTE],
  [/^(?:w|weeks?)$/, 7 * 1440 * MINUTE],
];

const PART = /^(\d{1,5}(?:\.\d{1,2})?|an?|half an?) ?([a-z]+)(?:,? (?:and )?|(?=\d)|$)/;
/** The minutes of `1 h 30`. */
const REST = /^(\d{1,2})$/;

/**
 * Reads a length of time from now: `in 2 hours`, `for 30 min`, `1 h 30`, `half an hour`, `20 minutes ago` (negative); milliseconds. A length
 * alone (`2 hours`) is one from now on. Null: no length.
 */
export function readLength(text: string): number | null {
  const ago = / ago$/.test(text);
  let rest = text.replace(/^(?:in|for|after) /, '').replace(/ (?:ago|from now)$/, '');
  let total = 0;
  let lastUnit = Infinity;
  for (let part = PART.exec(rest); part !== null && rest !== ''; part = PART.exec(rest)) {
    const [whole, count = '', unit = ''] = part;
    const size = UNITS.find(([names]) => names.test(unit))?.[1];
    if (size === undefined || size >= lastUnit) return null;
    total += size * (count.startsWith('half') ? 0.5 : count.startsWith('a') ? 1 : Number(count));
    lastUnit = size;
    rest = rest.slice(whole.length);
  }
  if (lastUnit === Infinity) return null;
  const minutes = REST.exec(rest);
  if (minutes !== null && lastUnit === 60 * MINUTE) total += Number(minutes[1]) * MINUTE;
  else if (rest !== '') return null;
  return Math.round(ago ? -total : total);
}
