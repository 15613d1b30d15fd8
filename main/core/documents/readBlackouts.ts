import type { Blackout } from '../job.ts';
import { dayOfText } from '../rules/blackout.ts';
import { NONE, Reader, asLongAsNeeded } from './reader.ts';

/** Reads when a job does not run: `{"from":"2026-12-24","to":"2026-12-26"}` (`to` may be left out), or `{"calendar":"holidays.ics"}`. */
export function readBlackouts(reader: Reader): readonly Blackout[] {
  const example = '{"from":"2026-12-24","to":"2026-12-26"}';
  const blackouts: Blackout[] = [];
  reader.list('blackouts', NONE, `[${example}]`).forEach((value, index) => {
    const path = `blackouts[${String(index)}]`;
    const known = ['from', 'to', 'calendar'];
    const one = Reader.of(value, path, known, reader.findings, `${example} or {"calendar":"holidays.ics"}`);
    if (one === null) return;
    if (one.has('calendar')) {
      if (one.has('from') || one.has('to')) {
        one.wrong('calendar', 'blackoutKind', 'A blackout has dates or a calendar file; write two of them.');
      }
      blackouts.push({ kind: 'calendar', file: one.text('calendar', '', { empty: false }) });
      return;
    }
    const from = readDay(one, 'from', example);
    const to = one.has('to') ? readDay(one, 'to', example) : from;
    if (from === null || to === null) return;
    if (to < from) one.wrong('to', 'outOfRange', `"to" is the last day and must not lie before "from", ${from}.`);
    blackouts.push({ kind: 'dates', from, to });
  });
  return asLongAsNeeded(blackouts);
}

function readDay(reader: Reader, key: string, example: string): string | null {
  if (!reader.has(key)) {
    reader.wrong(key, 'missingKey', `"${key}" is missing, as in ${example}.`);
    return null;
  }
  const text = reader.text(key, '', { empty: false });
  if (dayOfText(text) !== null) return text;
  if (text !== '') reader.wrong(key, 'date', `"${text}" is not a day. Write it like 2026-12-24.`);
  return null;
}
