import type { Parsed, Problem } from '../core/problem.ts';
import { WEEKDAYS } from '../core/triggers/sentenceWords.ts';
import { dayOfWall, fieldsOf, formatDate, formatTime, weekdayOf } from '../core/time/civil.ts';
import type { Instant } from '../core/time/instant.ts';
import { formatInstant } from '../core/time/iso.ts';
import type { Zone } from '../core/time/zone.ts';
import { zoneOf } from '../core/time/zone.ts';
import { type ExplainContext, type Explanation, explain } from '../core/triggers/explain.ts';
import { relativeText } from '../core/words/durations.ts';
import { elapsed } from '../core/time/instant.ts';

/** What a command prints, and how it ends: 0 where the text was understood, 2 where not. */
export interface Printed {
  readonly text: string;
  readonly exitCode: 0 | 2;
}

/** How a terminal wants it. */
export interface ExplainPrinting extends ExplainContext {
  readonly json?: boolean;
}

/**
 * `wakeful explain TEXT`: the sentence, due moments to come and past, warnings, and what other programs would make of it.
 * With `json` one line: the explanation with instants as ISO 8601 in UTC, or `{"error":…}`.
 */
export function explainText(text: string, printing: ExplainPrinting): Printed {
  const read = explain(text, printing);
  if (printing.json === true) return { text: JSON.stringify(explanationJson(read)), exitCode: read.ok ? 0 : 2 };
  if (!read.ok) return { text: problemText(text, read.error), exitCode: 2 };
  return { text: explanationText(read.value, printing), exitCode: 0 };
}

/**
 * `wakeful next TEXT`: only the due moments to come, one a line, as ISO 8601 by the clock of the trigger's zone; in UTC with
 * `json`, as `{"due":[…]}`, the answer of `wakeful next --batch` (semantics §9).
 */
export function nextText(text: string, printing: ExplainPrinting): Printed {
  const read = explain(text, { ...printing, past: 0 });
  if (printing.json === true) {
    const answer = read.ok ? { due: read.value.next.map((at) => formatInstant(at)) } : { error: read.error };
    return { text: JSON.stringify(answer), exitCode: read.ok ? 0 : 2 };
  }
  if (!read.ok) return { text: problemText(text, read.error), exitCode: 2 };
  const { next, sentence } = read.value;
  const zone = zoneNamed(read.value, printing.zone);
  if (next.length === 0) return { text: `${sentence}: nothing is due.`, exitCode: 0 };
  return { text: next.map((at) => formatInstant(at, zone.offsetAt(at))).join('\n'), exitCode: 0 };
}

/** The explanation as JSON, instants in ISO 8601 UTC. */
function explanationJson(read: Parsed<Explanation>): Readonly<Record<string, unknown>> {
  if (!read.ok) return { error: read.error };
  const { next, previous, ...rest } = read.value;
  return {
    ...rest,
    next: next.map((at) => formatInstant(at)),
    previous: previous.map((at) => formatInstant(at)),
  };
}

/** The explanation as lines for a terminal. */
function explanationText(explanation: Explanation, { now, zone: jobZone }: ExplainContext): string {
  const { sentence, takenFor, text, trigger, next, previous, warnings, otherDialects } = explanation;
  const zone = zoneNamed(explanation, jobZone);
  const inZone = explanation.zone === null ? '' : `, in ${explanation.zone}`;
  const lines = [`${sentence}${inZone}.`, `Read as ${NAMES[takenFor]}: ${text ?? JSON.stringify(trigger)}`];
  const section = (title: string, items: readonly string[]): void => {
    if (items.length > 0) lines.push('', title, ...items.map((item) => `  ${item}`));
  };
  section(
    'Next',
    next.map((at) => `${wallText(at, zone)}   in ${relativeText(elapsed(now, at))}`),
  );
  section(
    'Before',
    previous.map((at) => `${wallText(at, zone)}   ${relativeText(elapsed(at, now))} ago`),
  );
  if (explanation.zone !== null && next.length === 0) lines.push('', 'Nothing is due any more.');
  section(
    'Good to know',
    warnings.map(({ message }) => withStop(message)),
  );
  section(
    'Elsewhere',
    otherDialects.map(({ dialect, text: meaning }) => `${dialect}: ${withStop(meaning)}`),
  );
  return lines.join('\n');
}

const NAMES: Readonly<Record<Explanation['takenFor'], string>> = {
  cron: 'cron',
  phrase: 'phrase',
  onCalendar: 'calendar event',
  once: 'date',
  interval: 'interval',
  calendar: 'launchd calendar',
  event: 'event',
};

/** A problem with the text it is in, the mistake marked under it, and what would have been right. */
export function problemText(text: string, problem: Problem): string {
  const lines = [problem.message];
  if (problem.position !== undefined && !/[\n\r\t]/.test(text) && text.length < 200) {
    const marks = '^'.repeat(Math.max(1, Math.min(problem.length ?? 1, text.length - problem.position)));
    lines.push('', `  ${text}`, `  ${' '.repeat(problem.position)}${marks}`);
  }
  if (problem.suggestion !== undefined) lines.push('', `Right would be: ${problem.suggestion}`);
  return lines.join('\n');
}

/** The zone the trigger goes by; the job's for events, which have none. */
function zoneNamed(explanation: Explanation, jobZone: Zone): Zone {
  const named = explanation.zone === null ? null : zoneOf(explanation.zone);
  return named?.ok === true ? named.value : jobZone;
}

/** "Thu 2026-01-08 02:30 +01:00". */
function wallText(at: Instant, zone: Zone): string {
  const wall = zone.wallAt(at);
  const fields = fieldsOf(wall);
  const weekday = WEEKDAYS[weekdayOf(dayOfWall(wall)) as 0].slice(0, 3);
  const offset = formatInstant(at, zone.offsetAt(at)).replace(/^.*(Z|[+-]\d\d:\d\d)$/, '$1');
  return `${weekday} ${formatDate(fields)} ${formatTime(fields)} ${offset}`;
}

const withStop = (sentence: string): string => (/[.!?]$/.test(sentence) ? sentence : `${sentence}.`);
