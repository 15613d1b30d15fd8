import { duration, type Duration } from '../../core/time/instant.ts';
import { durationOf, flagOf, isObject, onlyKeys, refuse, type JsonObject } from './lineFields.ts';
import type { Behaviour, ScriptedEnd } from './timeline.ts';

/** One value or a list of them, read one by one. */
function listOf<T>(value: unknown, field: string, absent: T, read: (value: unknown, field: string) => T): readonly T[] {
  if (value === undefined) return [absent];
  if (!Array.isArray(value)) return [read(value, field)];
  if (value.length === 0) refuse('empty', field, `"${field}" is an empty list. Write one value, or one for each run.`);
  return value.map((one, index) => read(one, `${field}[${index}]`));
}

function endOf(value: unknown, field: string): ScriptedEnd {
  if (value === 'missing') return { kind: 'missing' };
  if (typeof value === 'string' && /^SIG[A-Z0-9]+$/.test(value)) return { kind: 'signal', signal: value };
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 255) {
    return { kind: 'exit', code: value };
  }
  return refuse('exit', field, `"${field}" is an exit code from 0 to 255, a signal like "SIGSEGV", or "missing".`);
}

function outputsOf(value: unknown, field: string): Readonly<Record<string, unknown>> {
  if (isObject(value)) return value;
  return refuse('type', field, `"${field}" is an object of what a run says: {"rows":3}.`);
}

function lengthOf(value: unknown, field: string): Duration {
  return durationOf(value, field);
}

/**
 * Reads a line on how a job behaves: `{"job":"a","takes":"PT3S","exit":0,"outputs":{}}`, where each may be a list, one for each run.
 * `exit` may also be a signal, or `"missing"` for a program that is not there; `ignoresStop` is for one that only the final signal ends;
 * `overLimit` for one that uses more than the job's `limits` allow, and goes on.
 */
export function readBehaviour(object: JsonObject): Behaviour {
  onlyKeys(object, ['job', 'takes', 'exit', 'outputs', 'ignoresStop', 'overLimit']);
  return {
    takes: listOf(object['takes'], 'takes', duration(0), lengthOf),
    ends: listOf<ScriptedEnd>(object['exit'], 'exit', { kind: 'exit', code: 0 }, endOf),
    outputs: listOf<Readonly<Record<string, unknown>>>(object['outputs'], 'outputs', {}, outputsOf),
    ignoresStop: flagOf(object, 'ignoresStop', false),
    overLimit: listOf(object['overLimit'], 'overLimit', false, (value, field) =>
      flagOf({ [field]: value }, field, false),
    ),
  };
}
