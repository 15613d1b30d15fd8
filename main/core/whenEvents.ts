/** An event as a person may say it. */
interface EventWords {
  /** As it is offered and shown in the box. */
  readonly text: string;
  readonly document: Readonly<Record<string, unknown>>;
  /** Other ways to say it, in lower case. */
  readonly also: readonly string[];
}

/** Events that need nothing further. */
export const EVENTS: readonly EventWords[] = [
  {
    text: 'When this computer wakes',
    document: { type: 'resume' },
    also: ['resume', 'on resume', 'wake', 'on wake', 'after waking', 'when the computer wakes', 'computer wakes'],
  },
  {
    text: 'When Wakeful starts',
    document: { type: 'start' },
    also: ['start', 'on start', 'at start', 'wakeful starts', 'startup', 'at startup', 'on startup', 'launch'],
  },
  {
    text: 'When this computer starts',
    document: { type: 'start', once: 'perBoot' },
    also: ['boot', 'on boot', 'at boot', 'reboot', 'after booting', 'when the computer boots', 'computer starts'],
  },
  {
    text: 'When I log in',
    document: { type: 'start', once: 'perLogin' },
    also: ['login', 'log in', 'on login', 'at login', 'after logging in', 'when logging in'],
  },
  {
    text: 'When the screen is unlocked',
    document: { type: 'unlock' },
    also: ['unlock', 'on unlock', 'screen unlocked', 'after unlocking'],
  },
  {
    text: 'When the network comes up',
    document: { type: 'network' },
    also: ['network', 'online', 'when online', 'on network', 'network up', 'network comes up', 'when connected'],
  },
  {
    text: 'When mains power begins',
    document: { type: 'power', state: 'ac' },
    also: [
      'power',
      'ac',
      'on ac',
      'mains',
      'mains power',
      'mains power begins',
      'plugged in',
      'when plugged in',
      'charging',
    ],
  },
  {
    text: 'When battery power begins',
    document: { type: 'power', state: 'battery' },
    also: ['battery', 'on battery', 'battery power', 'battery power begins', 'unplugged', 'when unplugged'],
  },
  {
    text: 'When a volume appears',
    document: { type: 'mount' },
    also: ['mount', 'on mount', 'volume', 'volume appears', 'when a disk is mounted', 'usb'],
  },
  {
    text: 'Keep running',
    document: { type: 'keepAlive' },
    also: ['keep alive', 'keepalive', 'kept running', 'always running', 'always', 'respawn'],
  },
];

const UNIT_MS: Readonly<Record<string, number>> = { second: 1000, minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const LENGTH = String.raw`(\d{1,6})\s+(second|minute|hour|day)s?`;

/** Events with something to fill in, each with the trigger it stands for. Job names are ids. */
const PATTERNS: readonly (readonly [RegExp, (match: RegExpExecArray) => Readonly<Record<string, unknown>>])[] = [
  [
    new RegExp(String.raw`^(?:after|when)\s+(?:idle\s+for\s+${LENGTH}|${LENGTH}\s+(?:without\s+input|idle))$`, 'i'),
    (match) => ({ type: 'idle', for: iso(match[1] ?? match[3], match[2] ?? match[4]) }),
  ],
  [
    new RegExp(String.raw`^${LENGTH}\s+after\s+(?:this\s+computer\s+wakes|waking|wake|resume)$`, 'i'),
    (match) => ({ type: 'resume', after: iso(match[1], match[2]) }),
  ],
  [
    new RegExp(String.raw`^${LENGTH}\s+after\s+(?:job\s+)?([\w.-]+)(?:\s+(succeed\w*|fail\w*|ends?|ended))?$`, 'i'),
    (match) => ({ type: 'after', job: match[3], ...onOf(match[4]), delay: iso(match[1], match[2]) }),
  ],
  [
    /^after\s+(?:job\s+)?([\w.-]+)(?:\s+(succeed\w*|fail\w*|ends?|ended))?$/i,
    (match) => ({ type: 'after', job: match[1], ...onOf(match[2]) }),
  ],
  [/^when\s+([~/.].*|[a-z]:\\.*)\s+changes$/i, (match) => ({ type: 'watch', paths: [match[1]] })],
  [/^while\s+([~/.].*|[a-z]:\\.*)\s+is\s+not\s+empty$/i, (match) => ({ type: 'queue', directory: match[1] })],
];

const iso = (count: string | undefined, unit: string | undefined): string =>
  `PT${String((Number(count) * (UNIT_MS[unit?.toLowerCase() ?? ''] ?? 0)) / 1000)}S`;

function onOf(word: string | undefined): { readonly on?: string } {
  if (word === undefined || /^succeed/i.test(word)) return {};
  return { on: /^fail/i.test(word) ? 'failure' : 'any' };
}

/** Longer texts name no event. */
const LONGEST = 300;

/** The document of the event that a text names; null where it names none. */
export function readEvent(text: string): Readonly<Record<string, unknown>> | null {
  const plain = text.trim().replace(/\s+/g, ' ').replace(/\.$/, '');
  if (plain.length > LONGEST) return null;
  const lower = plain.toLowerCase();
  const known = EVENTS.find((event) => event.text.toLowerCase() === lower || event.also.includes(lower));
  if (known !== undefined) return known.document;
  for (const [pattern, document] of PATTERNS) {
    const match = pattern.exec(plain);
    if (match !== null) return document(match);
  }
  return null;
}
