import type { AfterOn } from '../rules/afterTrigger.ts';
import type { Duration } from '../time/instant.ts';
import { Fields, attempt, refuse } from './fields.ts';
import { lengthInWords, listed } from './sentenceWords.ts';
import type { TriggerType } from './trigger.ts';

/** A run of another job ended (semantics §7). */
export interface AfterTrigger {
  readonly type: 'after';
  /** Id of the upstream job. */
  readonly job: string;
  /** Which ends count; default `success`. */
  readonly on: AfterOn;
  /** From the upstream's end to the due moment. */
  readonly delay: Duration;
  /** A CEL expression that must hold; null: none. Whether it can be asked is checked where CEL is at hand. */
  readonly if: string | null;
}

const WORDS = ['success', 'failure', 'any'] as const;

/** Exit codes of a process are one byte; Windows knows 32 bits, with and without a sign. */
const LEAST_EXIT_CODE = -2_147_483_648;
const MOST_EXIT_CODE = 4_294_967_295;

function readOn(fields: Fields): AfterOn {
  const value = fields.raw('on');
  if (!Array.isArray(value)) {
    if (value === undefined || typeof value === 'string') return fields.choice('on', WORDS) ?? 'success';
    const message = '"on" must be "success", "failure", "any", or a list of exit codes like [0,75].';
    refuse({ code: 'wrongType', message, field: fields.path('on') });
  }
  const isCode = (code: unknown): code is number =>
    Number.isInteger(code) && (code as number) >= LEAST_EXIT_CODE && (code as number) <= MOST_EXIT_CODE;
  if (value.length === 0 || !value.every(isCode)) {
    const message = 'A list in "on" is of exit codes, at least one, like [0,75].';
    refuse({ code: 'wrongType', message, field: fields.path('on') });
  }
  return value;
}

export const after: TriggerType<AfterTrigger> = {
  type: 'after',
  kind: 'upstream',
  parse: (json: unknown) =>
    attempt(() => {
      const fields: Fields = new Fields(json, 'an after trigger', ['type', 'job', 'on', 'delay', 'if']);
      const condition = fields.has('if') ? fields.requiredText('if', 'outputs.rows > 0') : null;
      return {
        type: 'after',
        job: fields.requiredText('job', 'ingest'),
        on: readOn(fields),
        delay: fields.duration('delay') ?? (0 as Duration),
        if: condition,
      };
    }),
  sentence({ job, on, delay, if: condition }) {
    const ends = { success: 'succeeded', failure: 'failed', any: 'ended' } as const;
    const how = typeof on === 'string' ? ends[on] : `ended with exit code ${listed(on.map(String), 'or')}`;
    const begin = delay === 0 ? 'After' : `${lengthInWords(delay)} after`;
    return `${begin} ${job} ${how}${condition === null ? '' : `, if ${condition}`}`;
  },
};
