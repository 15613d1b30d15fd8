import type { Duration } from '../time/instant.ts';
import { Fields, attempt } from './fields.ts';
import { lengthInWords } from './sentenceWords.ts';
import type { TriggerType } from './trigger.ts';

/** Wakeful starts. With `once` only the first start since the computer booted, or since the person logged in. */
export interface StartTrigger {
  readonly type: 'start';
  /** Null: every start. `perBoot` is cron's `@reboot`. */
  readonly once: 'perBoot' | 'perLogin' | null;
}

/** The computer wakes. */
export interface ResumeTrigger {
  readonly type: 'resume';
  /** How long after waking it is due; 0 is at once. */
  readonly after: Duration;
}

/** The screen is unlocked. */
export interface UnlockTrigger {
  readonly type: 'unlock';
}

/** There was no input for a time. */
export interface IdleTrigger {
  readonly type: 'idle';
  readonly for: Duration;
}

/** The network comes up. */
export interface NetworkTrigger {
  readonly type: 'network';
}

/** Mains or battery power begins. */
export interface PowerTrigger {
  readonly type: 'power';
  readonly state: 'ac' | 'battery';
}

/** A volume appears. */
export interface MountTrigger {
  readonly type: 'mount';
}

const SECOND_MS = 1000;

export const start: TriggerType<StartTrigger> = {
  type: 'start',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      const fields: Fields = new Fields(json, 'a start trigger', ['type', 'once']);
      return { type: 'start', once: fields.choice('once', ['perBoot', 'perLogin'] as const) ?? null };
    }),
  sentence(trigger) {
    switch (trigger.once) {
      case 'perBoot':
        return 'When Wakeful first starts after the computer booted';
      case 'perLogin':
        return 'When Wakeful first starts after logging in';
      case null:
        return 'When Wakeful starts';
    }
  },
};

export const resume: TriggerType<ResumeTrigger> = {
  type: 'resume',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      const fields: Fields = new Fields(json, 'a resume trigger', ['type', 'after']);
      return { type: 'resume', after: fields.duration('after') ?? (0 as Duration) };
    }),
  sentence: ({ after }) =>
    after === 0 ? 'When this computer wakes' : `${lengthInWords(after)} after this computer wakes`,
};

export const unlock: TriggerType<UnlockTrigger> = {
  type: 'unlock',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      new Fields(json, 'an unlock trigger', ['type']);
      return { type: 'unlock' };
    }),
  sentence: () => 'When the screen is unlocked',
};

export const idle: TriggerType<IdleTrigger> = {
  type: 'idle',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      const fields: Fields = new Fields(json, 'an idle trigger', ['type', 'for']);
      const length = fields.duration('for', SECOND_MS);
      if (length === undefined) fields.missing('for', 'PT10M');
      return { type: 'idle', for: length };
    }),
  sentence: (trigger) => `After ${lengthInWords(trigger.for)} without input`,
};

export const network: TriggerType<NetworkTrigger> = {
  type: 'network',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      new Fields(json, 'a network trigger', ['type']);
      return { type: 'network' };
    }),
  sentence: () => 'When the network comes up',
};

export const power: TriggerType<PowerTrigger> = {
  type: 'power',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      const fields: Fields = new Fields(json, 'a power trigger', ['type', 'state']);
      const state = fields.choice('state', ['ac', 'battery']);
      if (state === undefined) fields.missing('state', 'ac');
      return { type: 'power', state };
    }),
  sentence: ({ state }) => (state === 'ac' ? 'When mains power begins' : 'When battery power begins'),
};

export const mount: TriggerType<MountTrigger> = {
  type: 'mount',
  kind: 'event',
  parse: (json: unknown) =>
    attempt(() => {
      new Fields(json, 'a mount trigger', ['type']);
      return { type: 'mount' };
    }),
  sentence: () => 'When a volume appears',
};
