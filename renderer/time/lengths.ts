const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  min: 60_000,
  m: 60_000,
  minute: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  w: 604_800_000,
  week: 604_800_000,
};

/** "12 h", "2 h 30 min", "90 s", or ISO 8601 as it is saved, in milliseconds; null where it is none of them. */
export function readLength(text: string): number | null {
  const trimmed = text.trim().toLowerCase();
  const iso = /^p(?:(\d+)w)?(?:(\d+)d)?(?:t(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:\.\d+)?)s)?)?$/.exec(trimmed);
  if (iso !== null && /\d/.test(trimmed)) {
    const [, w, d, h, min, s] = iso.map((part: string | undefined) => Number(part ?? 0));
    return Math.round(
      (w ?? 0) * 604_800_000 + (d ?? 0) * 86_400_000 + (h ?? 0) * 3_600_000 + (min ?? 0) * 60_000 + (s ?? 0) * 1000,
    );
  }
  let rest = trimmed;
  let total = 0;
  while (rest !== '') {
    const part = /^(\d+(?:[.,]\d+)?)\s*([a-z]+)\s*/.exec(rest);
    if (part?.[1] === undefined || part[2] === undefined) return null;
    const unit = UNITS[part[2]] ?? UNITS[part[2].replace(/s$/, '')];
    if (unit === undefined) return null;
    total += Number(part[1].replace(',', '.')) * unit;
    rest = rest.slice(part[0].length);
  }
  return trimmed === '' ? null : Math.round(total);
}

/** Milliseconds as ISO 8601, as they are saved. */
export function isoLength(ms: number): string {
  if (ms === 0) return 'PT0S';
  const parts: string[] = [];
  let rest = ms;
  for (const [size, letter] of [
    [3_600_000, 'H'],
    [60_000, 'M'],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count}${letter}`);
    rest -= count * size;
  }
  if (rest > 0) parts.push(`${rest / 1000}S`);
  return `PT${parts.join('')}`;
}

/** A saved length (ISO 8601, or milliseconds) as it is typed: "12 h", "1 d 6 h", "30 s". A text that is no length stays. */
export function lengthText(value: unknown): string {
  const ms = typeof value === 'number' ? value : typeof value === 'string' ? readLength(value) : null;
  if (ms === null) return typeof value === 'string' ? value : '';
  const parts: string[] = [];
  let rest = ms;
  for (const [size, unit] of [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
    [1000, 's'],
    [1, 'ms'],
  ] as const) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${unit}`);
    rest -= count * size;
  }
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
