import {
  durationOf,
  flagOf,
  instantOf,
  knownName,
  numberOf,
  onlyKeys,
  refuse,
  textOf,
  wordOf,
  zoneOf,
  type JsonObject,
  type KnownNames,
} from './lineFields.ts';
import type { MachineEvent, WishEvent } from './timeline.ts';

type What = MachineEvent | WishEvent;

/** How each event is read, and the keys it may have beside `t` and `event`. */
type EventReaders = {
  readonly [E in What['event']]: {
    readonly keys: readonly string[];
    readonly read: (object: JsonObject, known: KnownNames) => Extract<What, { event: E }>;
  };
};

const jobOf = (object: JsonObject, known: KnownNames): string =>
  knownName(textOf(object, 'job', '"ingest"'), 'job', known.jobs, 'job');

const jobOrAll = (object: JsonObject, known: KnownNames): string | null =>
  object['job'] === undefined || object['job'] === null ? null : jobOf(object, known);

const sequenceOf = (object: JsonObject, known: KnownNames): string =>
  knownName(textOf(object, 'sequence', '"evening"'), 'sequence', known.sequences, 'sequence');

const bare = <E extends What['event']>(event: E): { keys: readonly string[]; read: () => { event: E } } => ({
  keys: [],
  read: () => ({ event }),
});

function pathOf(object: JsonObject): string {
  const path = textOf(object, 'path', '"/in/a"');
  return path === '' ? refuse('type', 'path', '"path" is empty. Write it like "/in/a".') : path;
}

const readers: EventReaders = {
  suspend: { keys: ['silent'], read: (object) => ({ event: 'suspend', silent: flagOf(object, 'silent', false) }) },
  resume: { keys: ['silent'], read: (object) => ({ event: 'resume', silent: flagOf(object, 'silent', false) }) },
  powerOff: bare('powerOff'),
  powerOn: bare('powerOn'),
  quit: bare('quit'),
  launch: bare('launch'),
  crash: bare('crash'),
  clock: { keys: ['by'], read: (object) => ({ event: 'clock', by: durationOf(object['by'], 'by', true) }) },
  zone: { keys: ['zone'], read: (object) => ({ event: 'zone', zone: zoneOf(object, 'zone') }) },
  network: { keys: ['up'], read: (object) => ({ event: 'network', up: flagOf(object, 'up', null) }) },
  power: {
    keys: ['state'],
    read: (object) => ({ event: 'power', state: wordOf(object['state'], 'state', ['ac', 'battery']) }),
  },
  file: {
    keys: ['path', 'removed'],
    read: (object) => ({ event: 'file', path: pathOf(object), removed: flagOf(object, 'removed', false) }),
  },
  input: bare('input'),
  lock: bare('lock'),
  unlock: bare('unlock'),
  mount: { keys: ['path'], read: (object) => ({ event: 'mount', path: pathOf(object) }) },
  load: { keys: ['value'], read: (object) => ({ event: 'load', value: numberOf(object, 'value', false) }) },
  wifi: {
    keys: ['name'],
    read: (object) => ({
      event: 'wifi',
      name: object['name'] === null ? null : textOf(object, 'name', '"home" or null'),
    }),
  },
  command: { keys: ['exit'], read: (object) => ({ event: 'command', exit: numberOf(object, 'exit', true) }) },
  runNow: { keys: ['job'], read: (object, known) => ({ event: 'runNow', job: jobOf(object, known) }) },
  stop: { keys: ['job'], read: (object, known) => ({ event: 'stop', job: jobOf(object, known) }) },
  pause: {
    keys: ['job', 'until'],
    read: (object, known) => ({
      event: 'pause',
      job: jobOrAll(object, known),
      until: object['until'] === undefined || object['until'] === null ? null : instantOf(object, 'until'),
    }),
  },
  unpause: { keys: ['job'], read: (object, known) => ({ event: 'unpause', job: jobOrAll(object, known) }) },
  skipNext: { keys: ['job'], read: (object, known) => ({ event: 'skipNext', job: jobOf(object, known) }) },
  dismiss: { keys: ['job'], read: (object, known) => ({ event: 'dismiss', job: jobOf(object, known) }) },
  runAgain: {
    keys: ['job', 'due'],
    read: (object, known) => ({ event: 'runAgain', job: jobOf(object, known), due: instantOf(object, 'due') }),
  },
  enable: { keys: ['job'], read: (object, known) => ({ event: 'enable', job: jobOf(object, known) }) },
  disable: { keys: ['job'], read: (object, known) => ({ event: 'disable', job: jobOf(object, known) }) },
  startSequence: {
    keys: ['sequence'],
    read: (object, known) => ({ event: 'startSequence', sequence: sequenceOf(object, known) }),
  },
  cancelSequence: {
    keys: ['sequence', 'step'],
    read: (object, known) => ({
      event: 'cancelSequence',
      sequence: sequenceOf(object, known),
      step: object['step'] === undefined ? null : numberOf(object, 'step', true),
    }),
  },
};

const words = Object.keys(readers) as What['event'][];

/** Reads what happens at a time. Everything in the line is checked. */
export function readEvent(object: JsonObject, known: KnownNames): What {
  const event = wordOf(object['event'], 'event', words);
  const reader = readers[event];
  onlyKeys(object, ['t', 'event', ...reader.keys]);
  return reader.read(object, known);
}
