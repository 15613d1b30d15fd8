import type { CatchUp, Limits, Notify, Retry, Timeout } from '../job.ts';
import { hours, seconds } from '../time/instant.ts';
import { kindOf, type Reader } from './reader.ts';

/** Exit codes are a byte on Unix and 32 bits on Windows. */
export const EXIT_CODES = { least: 0, most: 4_294_967_295 } as const;

/** What applies where a job says nothing. */
export const defaultCatchUp: CatchUp = { runs: 'latest', within: null, limit: 10, afterSleep: true, afterOff: true };
export const defaultRetry: Retry = {
  limit: 0,
  delay: seconds(30),
  factor: 1,
  maxDelay: null,
  jitter: 0,
  onExitCodes: null,
};
export const defaultTimeout: Timeout = { attempt: null, total: null, grace: seconds(20) };
export const defaultNotify: Notify = {
  failure: true,
  afterFailures: 1,
  recovery: true,
  missed: false,
  stillRunningAfter: null,
  ping: null,
};
export const defaultLimits: Limits = { memory: null, output: null, then: 'stop' };
export const defaultDeadline = hours(24);

/** Catching up (semantics §5). */
export function readCatchUp(job: Reader): CatchUp {
  const known = ['runs', 'within', 'limit', 'afterSleep', 'afterOff'];
  const reader = job.object('catchUp', known, '{"runs":"latest"}');
  if (reader === null) return defaultCatchUp;
  return {
    runs: reader.word('runs', ['latest', 'earliest', 'all', 'none'], defaultCatchUp.runs),
    within: reader.durationOrNull('within'),
    limit: reader.wholeNumber('limit', { least: 1, most: 100_000, or: defaultCatchUp.limit }),
    afterSleep: reader.flag('afterSleep', defaultCatchUp.afterSleep),
    afterOff: reader.flag('afterOff', defaultCatchUp.afterOff),
  };
}

/** Trying again (semantics §6). */
export function readRetry(job: Reader): Retry {
  const known = ['limit', 'delay', 'factor', 'maxDelay', 'jitter', 'onExitCodes'];
  const reader = job.object('retry', known, '{"limit":3,"delay":"PT30S"}');
  if (reader === null) return defaultRetry;
  const given = reader.has('onExitCodes') && reader.raw('onExitCodes') !== null;
  return {
    limit: reader.wholeNumber('limit', { least: 0, most: 1000, or: defaultRetry.limit }),
    delay: reader.duration('delay', defaultRetry.delay, true),
    factor: reader.number('factor', { least: 1, most: 100, or: defaultRetry.factor }),
    maxDelay: reader.durationOrNull('maxDelay'),
    jitter: reader.number('jitter', { least: 0, most: 1, or: defaultRetry.jitter }),
    onExitCodes: given ? reader.wholeNumbers('onExitCodes', [], EXIT_CODES, '[75]') : null,
  };
}

/** Time limits (semantics §6). */
export function readTimeout(job: Reader): Timeout {
  const reader = job.object('timeout', ['attempt', 'total', 'grace'], '{"attempt":"PT10M"}');
  if (reader === null) return defaultTimeout;
  return {
    attempt: reader.durationOrNull('attempt'),
    total: reader.durationOrNull('total'),
    grace: reader.duration('grace', defaultTimeout.grace, true),
  };
}

/** Being told (semantics §7, Notifications). */
export function readNotify(job: Reader): Notify {
  const known = ['failure', 'afterFailures', 'recovery', 'missed', 'stillRunningAfter', 'ping'];
  const reader = job.object('notify', known, '{"failure":true}');
  if (reader === null) return defaultNotify;
  return {
    failure: reader.flag('failure', defaultNotify.failure),
    afterFailures: reader.wholeNumber('afterFailures', { least: 1, most: 1000, or: defaultNotify.afterFailures }),
    recovery: reader.flag('recovery', defaultNotify.recovery),
    missed: reader.flag('missed', defaultNotify.missed),
    stillRunningAfter: reader.durationOrNull('stillRunningAfter'),
    ping: readAddress(reader, 'ping'),
  };
}

/** What one attempt may use (ours; docs/semantics.md §6, Limits). */
export function readLimits(job: Reader): Limits {
  const reader = job.object('limits', ['memory', 'output', 'then'], '{"memory":536870912,"then":"stop"}');
  if (reader === null) return defaultLimits;
  const bytes = (key: string, least: number): number | null =>
    !reader.has(key) || reader.raw(key) === null
      ? null
      : reader.wholeNumber(key, { least, most: Number.MAX_SAFE_INTEGER, or: 0 });
  return {
    memory: bytes('memory', 2 ** 20),
    output: bytes('output', 1),
    then: reader.word('then', ['stop', 'notify'], defaultLimits.then),
  };
}

/** The address of a server: `https://…` or `http://…`. Null where the key is absent or null. */
export function readAddress(reader: Reader, key: string): string | null {
  const address = reader.textOrNull(key);
  if (address === null || address === '') return null;
  if (/^https?:\/\/[^\s/?#]+(?:[/?#]\S*)?$/i.test(address) && address.length <= 2000) return address;
  reader.wrong(
    key,
    'outOfRange',
    `"${key}" must be an address like "https://example.org/hook", not ${kindOf(address)}.`,
  );
  return null;
}
