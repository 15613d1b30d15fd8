import { type Duration, seconds } from '../time/instant.ts';
import { Fields, attempt } from './fields.ts';
import { THROTTLE } from './fileEvents.ts';
import { counted, lengthInWords } from './sentenceWords.ts';
import type { TriggerType } from './trigger.ts';

/** The program is not running (launchd KeepAlive, upstart respawn). */
export interface KeepAliveTrigger {
  readonly type: 'keepAlive';
  /** Least time from one start to the next. */
  readonly throttle: Duration;
  /** After which ends it is started again; with a path: while the path exists. */
  readonly when: 'always' | 'afterFailure' | 'afterSuccess' | { readonly pathExists: string };
  /** It gives up, and opens an incident, after `limit` restarts within `window`. */
  readonly limit: number;
  readonly window: Duration;
}

/** upstart's respawn limit, init(5). */
const LIMIT = 10;
const WINDOW = seconds(5);

const KEYS = ['type', 'throttle', 'when', 'limit', 'window'];

function readWhen(fields: Fields): KeepAliveTrigger['when'] {
  const value = fields.raw('when');
  if (typeof value !== 'object' || value === null) {
    return fields.choice('when', ['always', 'afterFailure', 'afterSuccess'] as const) ?? 'always';
  }
  const inner: Fields = new Fields(value, 'a "when" with a path', ['pathExists'], `${fields.path('when')}.`);
  return { pathExists: inner.requiredText('pathExists', '/mnt/usb') };
}

export const keepAlive: TriggerType<KeepAliveTrigger> = {
  type: 'keepAlive',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      const fields: Fields = new Fields(json, 'a keepAlive trigger', KEYS);
      return {
        type: 'keepAlive',
        throttle: fields.duration('throttle') ?? THROTTLE,
        when: readWhen(fields),
        limit: fields.wholeNumber('limit', 1, 1_000_000) ?? LIMIT,
        window: fields.duration('window', 1) ?? WINDOW,
      };
    }),
  sentence({ when, throttle, limit, window }) {
    const cases = {
      always: 'Kept running',
      afterFailure: 'Started again after it failed',
      afterSuccess: 'Started again after it succeeded',
    } as const;
    const what = typeof when === 'string' ? cases[when] : `Kept running while ${when.pathExists} exists`;
    const pace = throttle === 0 ? '' : `, every ${lengthInWords(throttle)} at most`;
    const giveUp =
      limit === LIMIT && window === WINDOW ? '' : `, until ${counted(limit, 'restart')} in ${lengthInWords(window)}`;
    return what + pace + giveUp;
  },
};
