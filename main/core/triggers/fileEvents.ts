import { type Duration, seconds } from '../time/instant.ts';
import { Fields, attempt } from './fields.ts';
import { lengthInWords, listed } from './sentenceWords.ts';
import type { TriggerType } from './trigger.ts';

/** A path is created, changed or removed (launchd WatchPaths). */
export interface WatchTrigger {
  readonly type: 'watch';
  /** At least one; may begin with `~`. */
  readonly paths: readonly string[];
  /** Changes within it are one due moment. */
  readonly settle: Duration;
}

/** A directory is not empty (launchd QueueDirectories): due again after each run while it is not. */
export interface QueueTrigger {
  readonly type: 'queue';
  /** May begin with `~`. */
  readonly directory: string;
  /** Least time between two due moments. */
  readonly throttle: Duration;
}

/** As launchd waits between two starts of a job, ThrottleInterval in launchd.plist(5). */
export const THROTTLE = seconds(10);

const SETTLE = seconds(1);

export const watch: TriggerType<WatchTrigger> = {
  type: 'watch',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      const fields: Fields = new Fields(json, 'a watch trigger', ['type', 'paths', 'settle']);
      const paths = fields.texts('paths');
      if (paths === undefined) fields.missing('paths', '["~/Downloads"]');
      return { type: 'watch', paths, settle: fields.duration('settle') ?? SETTLE };
    }),
  sentence({ paths, settle }) {
    const what = paths.length > 3 ? `one of ${String(paths.length)} paths` : listed(paths, 'or');
    const calm = settle === SETTLE ? '' : `, once it is calm for ${lengthInWords(settle)}`;
    return `When ${what} changes${calm}`;
  },
};

export const queue: TriggerType<QueueTrigger> = {
  type: 'queue',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      const fields: Fields = new Fields(json, 'a queue trigger', ['type', 'directory', 'throttle']);
      const directory = fields.requiredText('directory', '~/inbox');
      return { type: 'queue', directory, throttle: fields.duration('throttle') ?? THROTTLE };
    }),
  sentence: ({ directory, throttle }) =>
    `While ${directory} is not empty${throttle === THROTTLE ? '' : `, every ${lengthInWords(throttle)} at most`}`,
};
