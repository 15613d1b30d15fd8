import type { Writable } from 'node:stream';
import { nearestWords } from '../core/nearest.ts';
import { type Parsed, type Problem, parsed, refused } from '../core/problem.ts';
import type { Instant } from '../core/time/instant.ts';
import { formatInstant, parseInstant } from '../core/time/iso.ts';
import { type Zone, zoneOf } from '../core/time/zone.ts';
import { parseTrigger, restartsWithRuns, scheduleOf, type Trigger, zoneInForce } from '../core/triggers/registry.ts';
import { stableDraw } from '../core/triggers/stableDraw.ts';
import type { ScheduleContext } from '../core/triggers/trigger.ts';

/** Most due moments in one answer: what a line may hold without growing beyond reason. */
const MOST_MOMENTS = 100_000;

/** A longer line is no question; it is answered with an error and never kept whole. */
const LONGEST_LINE = 1_048_576;

/** Answers are written together up to about this many characters. */
const WRITE_SIZE = 65_536;

const KEYS = ['trigger', 'zone', 'from', 'count'] as const;

/** One question of `wakeful next --batch` (semantics §9). */
interface Question {
  readonly trigger: unknown;
  /** Zone of the job: an IANA name or `local`. */
  readonly zone: string;
  /** Due moments are strictly after it. */
  readonly from: Instant;
  readonly count: number;
}

function readQuestion(line: string): Parsed<Question> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return refused({ code: 'notJson', message: 'The line is not JSON. Each line must be one JSON object.' });
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    return refused({
      code: 'notAnObject',
      message: 'A question must be a JSON object, like {"trigger":{…},"from":"2026-03-28T00:00:00Z","count":5}.',
    });
  }
  const unknown = Object.keys(json).find((key) => !KEYS.some((known) => known === key));
  if (unknown !== undefined) {
    const [near] = nearestWords(unknown, KEYS);
    const advice = near === undefined ? `Known: ${KEYS.join(', ')}.` : `Did you mean "${near}"?`;
    return refused({ code: 'unknownKey', message: `"${unknown.slice(0, 40)}" is not known in a question. ${advice}` });
  }
  const { trigger, zone = 'local', from, count = 1 } = json as Partial<Record<(typeof KEYS)[number], unknown>>;
  if (trigger === undefined) return refused({ code: 'missingKey', message: 'A question needs a "trigger".' });
  if (from === undefined) {
    return refused({ code: 'missingKey', message: 'A question needs "from": an instant like 2026-03-28T00:00:00Z.' });
  }
  if (typeof zone !== 'string') {
    return refused({ code: 'wrongType', message: '"zone" must be an IANA name like "Europe/Berlin", or "local".' });
  }
  if (typeof from !== 'string') {
    return refused({ code: 'wrongType', message: '"from" must be an instant like "2026-03-28T00:00:00Z".' });
  }
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > MOST_MOMENTS) {
    return refused({
      code: typeof count === 'number' ? 'outOfRange' : 'wrongType',
      message: `"count" must be a whole number from 1 to ${String(MOST_MOMENTS)}.`,
    });
  }
  const instant = parseInstant(from);
  return instant.ok ? parsed({ trigger, zone, from: instant.value, count }) : instant;
}

/** The zone of this computer, asked only where a question goes by it: `Intl` takes its time. */
function localZone(): Parsed<Zone> {
  return zoneOf(Intl.DateTimeFormat().resolvedOptions().timeZone);
}

function answer(question: Question): Parsed<readonly Instant[]> {
  const jobZone = question.zone === 'local' ? localZone() : zoneOf(question.zone);
  if (!jobZone.ok) return jobZone;
  const read = parseTrigger(question.trigger, { now: question.from, zone: jobZone.value, draw: stableDraw });
  if (!read.ok) {
    // Saving a moment that is past is a mistake; asking for what comes after it is not, and nothing does.
    return read.error.code === 'atPast' ? parsed([]) : read;
  }
  const local = 'zone' in read.value && read.value.zone === 'local' ? localZone() : jobZone;
  if (!local.ok) return local;
  const zone = zoneInForce(read.value, question.zone, local.value);
  if (!zone.ok) return zone;
  const context: ScheduleContext = {
    zone: zone.value,
    seed: '',
    created: question.from,
    enabled: question.from,
    periodFrom: null,
  };
  return dueMoments(read.value, context, question);
}

/** The next moments of a trigger that is enabled at `from`; periods that runs restart are counted from one moment to the next. */
function dueMoments(trigger: Trigger, context: ScheduleContext, { from, count }: Question): Parsed<readonly Instant[]> {
  const first = scheduleOf(trigger, context);
  if (first === null) {
    return refused({
      code: 'notATimeTrigger',
      message: `A trigger of type "${trigger.type}" is due when something happens, not at times that are known before.`,
    });
  }
  const restarts = restartsWithRuns(trigger);
  const moments: Instant[] = [];
  let schedule = first;
  let due = schedule.next(from);
  if (due === null && restarts && schedule.previous(from) !== null) {
    // Its first moment is `from` itself, which is not asked for: the period after it is.
    schedule = scheduleOf(trigger, { ...context, periodFrom: from }) ?? first;
    due = schedule.next(from);
  }
  while (due !== null) {
    moments.push(due);
    if (moments.length === count) break;
    if (restarts) schedule = scheduleOf(trigger, { ...context, periodFrom: due }) ?? first;
    due = schedule.next(due);
  }
  return parsed(moments);
}

const errorLine = ({ code, message, position }: Problem): string =>
  JSON.stringify({ error: { code, message, ...(position === undefined ? {} : { position }) } });

/**
 * Answers one question of `wakeful next --batch` by one line without its end: `{"due":[…]}`, fewer than asked for where
 * there are no more, or `{"error":{"code":…,"message":…,"position":…}}`. Never throws on account of the question.
 */
export function answerLine(line: string): string {
  if (line.length > LONGEST_LINE) return errorLine(TOO_LONG);
  const question = readQuestion(line);
  if (!question.ok) return errorLine(question.error);
  const found = answer(question.value);
  if (!found.ok) return errorLine(found.error);
  return JSON.stringify({ due: found.value.map((at) => formatInstant(at)) });
}

const TOO_LONG: Problem = {
  code: 'lineTooLong',
  message: `The line is longer than ${String(LONGEST_LINE)} characters.`,
};

/**
 * Answers every line of `input` by one line of `output`, in order, as the lines come in: who asks one question and waits
 * gets its answer. Reads on only when what was written has been taken, and keeps no more than a line and an answer.
 * Rejects where `output` fails; a question never ends it.
 */
export async function runBatch(input: AsyncIterable<string | Uint8Array>, output: Writable): Promise<void> {
  const decoder = new TextDecoder();
  let line = '';
  let tooLong = false;
  let answers = '';

  const flush = async (): Promise<void> => {
    const text = answers;
    answers = '';
    if (text !== '' && !output.write(text)) await drained(output);
  };
  const endLine = async (): Promise<void> => {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    answers += `${tooLong ? errorLine(TOO_LONG) : answerLine(text)}\n`;
    line = '';
    tooLong = false;
    if (answers.length >= WRITE_SIZE) await flush();
  };
  const isTooLong = (): boolean => tooLong;
  const take = (text: string): void => {
    if (tooLong) return;
    tooLong = line.length + text.length > LONGEST_LINE;
    line = tooLong ? '' : line + text;
  };

  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    let begin = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
      take(text.slice(begin, end));
      begin = end + 1;
      await endLine();
    }
    take(text.slice(begin));
    await flush();
  }
  take(decoder.decode());
  if (line !== '' || isTooLong()) await endLine();
  await flush();
  await written(output);
}

/** Waits until everything written before has left; rejects where it could not. */
function written(output: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    output.write('', (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Waits until `output` takes more; rejects where it failed or was closed before. */
function drained(output: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error): void => {
      output.off('drain', onDrain);
      output.off('error', settle);
      output.off('close', onClose);
      if (error === undefined) resolve();
      else reject(error);
    };
    const onDrain = (): void => {
      settle();
    };
    const onClose = (): void => {
      settle(new Error('The output was closed before every answer was written.'));
    };
    output.on('drain', onDrain);
    output.on('error', settle);
    output.on('close', onClose);
  });
}
