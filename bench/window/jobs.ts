/** A thousand jobs with believable names, the same every time. */

const VERBS = [
  'Back up',
  'Refresh',
  'Copy',
  'Check',
  'Pull',
  'Sort',
  'Index',
  'Clean up',
  'Publish',
  'Archive',
] as const;
const THINGS = [
  'sensor readings',
  'the code mirrors',
  'calendars',
  'invoices',
  'the wiki',
  'site statistics',
  'screenshots',
  'map tiles',
  'test results',
  'the address book',
] as const;
const PLACES = ['north', 'south', 'east', 'west', 'centre'] as const;
const TAGS = ['ingest', 'backup', 'reports', 'files', 'mail', 'network', 'photos', 'web', 'home', 'work'] as const;

/** How many there are. */
export const JOBS = 1000;

/** Of the jobs, those that run every minute while it is measured; the others are due at a time of day each. */
export const BUSY = 5;

export const jobId = (index: number): string => `job-${String(index).padStart(4, '0')}`;

/** The one that writes 10 MiB, by hand alone. */
export const TALKER = 'talker';

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** A job in the shape in which it is saved. */
function document(index: number): Record<string, unknown> {
  const name = `${pick(VERBS, index)} ${pick(THINGS, Math.floor(index / 10))}, ${pick(PLACES, Math.floor(index / 100))} ${String((index % 9) + 1)}`;
  // In the small hours and days away, so that a measurement is not run into.
  const hour = (new Date().getUTCHours() + 3 + (index % 18)) % 24;
  const expression = index < BUSY ? '* * * * *' : `${String(index % 60)} ${String(hour)} * * *`;
  const chained = index >= JOBS - 50 && index % 5 !== 0;
  return {
    id: jobId(index),
    name,
    tags: [pick(TAGS, index)],
    run: { command: ['true'] },
    catchUp: { runs: 'none' },
    triggers: [chained ? { type: 'after', job: jobId(index - 1) } : { type: 'cron', expression }],
  };
}

/** All of them, and the one that writes much. */
export function documents(): readonly Record<string, unknown>[] {
  const script = [
    'import sys',
    'for n in range(131072):',
    "    sys.stdout.write('%07d 0123456789 the quick brown fox jumps over the lazy dog again \\u001b[32mok\\u001b[39m\\n' % n)",
  ].join('\n');
  return [
    ...Array.from({ length: JOBS - 1 }, (_, index) => document(index)),
    {
      id: TALKER,
      name: 'Print ten mebibytes',
      run: { script, interpreter: ['python3', '-'] },
      outputLimit: 64 * 1024 * 1024,
    },
  ];
}
