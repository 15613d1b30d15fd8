/**
 * A month in the life of a computer, as the two files that `wakeful simulate` reads: what the pictures of the window show. Everything is
 * invented but what the engine makes of it, and the same every time.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** An instant of 2026 by the clocks of Berlin, where they go back on 25 October. */
export function at(month: number, day: number, hour: number, minute = 0, second = 0): number {
  const utc = Date.UTC(2026, month - 1, day, hour, minute, second);
  return utc - (utc - 2 * HOUR < Date.UTC(2026, 9, 25, 1) ? 2 * HOUR : HOUR);
}

const ZONE = 'Europe/Berlin';
const START = at(9, 27, 0);

/** The present of the pictures: Tuesday 27 October 2026, 09:42. */
export const NOW = at(10, 27, 9, 42, 20);

/** Numbers from 0 to 1 that nobody can tell, but the same every time. */
function drawing(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) / 4_294_967_296;
}

const text = (ms: number): string => `PT${String(Math.round(ms / 1000))}S`;

/** The jobs in the shape in which they are saved. */
export const jobs: readonly Readonly<Record<string, unknown>>[] = [
  {
    name: 'Ingest source one',
    tags: ['ingest'],
    run: { command: ['python3', 'ingest.py'] },
    cwd: '~/work',
    secrets: ['SOURCE_TOKEN'],
    triggers: [{ type: 'cron', expression: '5 * * * *' }],
    catchUp: { runs: 'latest', within: 'PT12H' },
    conditions: [{ network: true }],
    deadline: 'PT2H',
    retry: { limit: 1, delay: 'PT30S', onExitCodes: [75] },
  },
  {
    name: 'Fetch source two',
    tags: ['ingest'],
    run: { command: ['python3', 'fetch.py', '--source', 'two'] },
    cwd: '~/work',
    triggers: [{ type: 'after', job: 'ingest-source-one', delay: 'PT10M', if: 'outputs.rows > 0' }],
  },
  {
    name: 'Merge sources',
    tags: ['ingest'],
    run: { command: ['merge', '--all'] },
    cwd: '~/work',
    triggers: [{ type: 'after', job: 'fetch-source-two' }],
  },
  {
    name: 'Daily report',
    tags: ['reports'],
    run: { command: ['report', '--day', 'today'] },
    triggers: [{ type: 'cron', expression: '0 11 * * 1-5' }],
    conditions: [{ job: 'merge-sources', succeeded: 'today' }],
  },
  {
    name: 'Back up documents',
    tags: ['backup'],
    run: { command: ['restic', 'backup', '~/Documents'] },
    triggers: [{ type: 'cron', expression: '30 2 * * *' }],
    timeout: { total: 'PT1H' },
  },
  {
    name: 'Back up photos',
    tags: ['backup'],
    run: { command: ['restic', 'backup', '~/Photos'] },
    triggers: [{ type: 'interval', every: 'P3D', from: 'grid', anchor: '2026-09-27T09:38:00+02:00' }],
  },
  {
    name: 'Pull mail archive',
    tags: ['mail'],
    run: { command: ['mbsync', 'archive'] },
    triggers: [{ type: 'cron', expression: '21,51 8-19 * * *' }],
  },
  {
    name: 'Check the uplink',
    tags: ['network'],
    run: { command: ['ping', '-c', '1', '192.0.2.1'] },
    triggers: [{ type: 'cron', expression: '* * * * *' }],
  },
  {
    name: 'Refresh exchange rates',
    tags: ['ingest'],
    run: { command: ['rates', '--all'] },
    triggers: [{ type: 'cron', expression: '*/15 9-16 * * 1-5' }],
  },
  {
    name: 'Notes sync server',
    tags: ['network'],
    run: { command: ['notes-server', '--port', '8484'] },
    triggers: [{ type: 'keepAlive' }],
  },
  {
    name: 'Sort the scans folder',
    tags: ['files'],
    run: { shell: 'mv ~/Scans/*.pdf ~/Papers/in/' },
    triggers: [{ type: 'watch', paths: ['/home/kim/Scans'] }],
  },
  {
    name: 'Stand-up reminder',
    tags: ['reports'],
    run: { command: ['notify', 'Stand-up in 15 minutes'] },
    triggers: [{ type: 'cron', expression: '30 7 * * 1-5' }],
    catchUp: { within: 'PT30M' },
    notify: { missed: true },
  },
  {
    name: 'Tidy the downloads folder',
    tags: ['files'],
    run: { command: ['tidy', '~/Downloads'] },
    triggers: [{ type: 'phrase', text: 'every day at 06:00' }],
  },
  {
    name: 'Index the photo library',
    tags: ['files'],
    run: { command: ['photoindex', '~/Photos'] },
    triggers: [{ type: 'cron', expression: '0 9 * * *' }],
    conditions: [{ power: 'ac' }],
    deadline: 'PT2H',
  },
  {
    name: 'Publish the weekly digest',
    tags: ['reports'],
    run: { command: ['digest', '--publish'] },
    triggers: [{ type: 'onCalendar', expression: 'Fri 16:00' }],
  },
  {
    name: 'Rotate the logs',
    tags: ['files'],
    run: { command: ['logrotate', '.logrotate.conf'] },
    triggers: [{ type: 'cron', expression: '30 2 * * 0' }],
  },
  {
    name: 'Copy the code mirrors to the spare disk',
    tags: ['backup'],
    run: { command: ['rsync', '-a', '~/mirrors/', '/mnt/spare/mirrors/'] },
  },
  { name: 'Archive tax papers', tags: ['files'], run: { command: ['archive', '~/Papers/tax'] } },
  {
    name: 'Check the spare disk',
    tags: ['backup'],
    run: { command: ['fsck-spare'] },
    triggers: [{ type: 'onCalendar', expression: '*-*~01 12:00' }],
    enabled: false,
  },
];

/** One after another, every evening. */
export const sequences: readonly Readonly<Record<string, unknown>>[] = [
  {
    id: 'evening',
    name: 'Evening batch',
    steps: [
      { job: 'archive-tax-papers', after: 'PT0S', priority: 1 },
      { job: 'copy-the-code-mirrors-to-the-spare-disk', after: 'PT15M', priority: 2 },
      { job: 'rotate-the-logs', after: 'PT45M', priority: 3 },
    ],
    concurrency: 'oneAtATime',
    triggers: [{ type: 'cron', expression: '0 20 * * *' }],
  },
];

/** How long the runs of a job take in the middle, and how they end: exit codes by the number of the run, from 0. */
const behaviours: readonly {
  readonly job: string;
  readonly takes: number;
  readonly failing?: Readonly<Record<number, number>>;
  /** From this run on every one ends with 75. */
  readonly failsFrom?: number;
  readonly outputs?: (draw: () => number) => Readonly<Record<string, unknown>>;
}[] = [
  {
    job: 'ingest-source-one',
    takes: 2.2 * MINUTE,
    failing: { 61: 75, 200: 1, 352: 75 },
    outputs: (draw) => ({ rows: draw() < 0.25 ? 0 : Math.round(200 + draw() * 1500) }),
  },
  { job: 'fetch-source-two', takes: 3.6 * MINUTE, failing: { 38: 1, 170: 1 } },
  { job: 'merge-sources', takes: 1.1 * MINUTE },
  { job: 'daily-report', takes: 5 * MINUTE },
  { job: 'back-up-documents', takes: 14 * MINUTE },
  { job: 'back-up-photos', takes: 24 * MINUTE },
  { job: 'pull-mail-archive', takes: 1.4 * MINUTE, failing: { 88: 75, 410: 75, 411: 75 }, failsFrom: 695 },
  { job: 'check-the-uplink', takes: 3000, failing: { 4031: 1, 15_200: 1 } },
  { job: 'refresh-exchange-rates', takes: 24_000 },
  { job: 'notes-sync-server', takes: 100 * DAY },
  { job: 'sort-the-scans-folder', takes: 4000, failing: { 0: 1 } },
  { job: 'stand-up-reminder', takes: 1000 },
  { job: 'tidy-the-downloads-folder', takes: 36_000 },
  { job: 'index-the-photo-library', takes: 18 * MINUTE },
  { job: 'publish-the-weekly-digest', takes: 2 * MINUTE },
  { job: 'rotate-the-logs', takes: 24_000 },
  { job: 'copy-the-code-mirrors-to-the-spare-disk', takes: 11 * MINUTE },
  { job: 'archive-tax-papers', takes: 5 * MINUTE },
];

function behaviourLines(): object[] {
  return behaviours.map(({ job, takes, failing = {}, failsFrom, outputs }, index) => {
    const draw = drawing(index * 7919 + 1);
    const runs = job === 'check-the-uplink' ? 20_000 : 720;
    const lengths = Array.from({ length: Math.min(runs, 720) }, () => text(takes * (0.75 + draw() * 0.6)));
    const exits = Array.from({ length: failsFrom ?? runs }, (_, run) => failing[run] ?? 0);
    return {
      job,
      takes: takes > DAY ? text(takes) : lengths,
      exit: failsFrom === undefined ? exits : [...exits, 75],
      ...(outputs === undefined ? {} : { outputs: Array.from({ length: runs }, () => outputs(draw)) }),
    };
  });
}

/** Something that happens, at an instant. */
type Happening = readonly [at: number, what: Readonly<Record<string, unknown>>];

/** Every night the lid is closed at some time about 23:00, and opened again the next morning; the weekends sleep longer. */
function nights(): Happening[] {
  const draw = drawing(20_261_027);
  const happenings: Happening[] = [];
  for (let night = 0; night < 30; night += 1) {
    const noon = START + night * DAY + 12 * HOUR;
    const date = new Date(noon + 2 * HOUR);
    const [month, day] = [date.getUTCMonth() + 1, date.getUTCDate()];
    const weekend = date.getUTCDay() === 5 || date.getUTCDay() === 6;
    const from = at(month, day, 23) + Math.round((draw() * 100 - 30) * MINUTE);
    const to = at(month, day, 31, 30) + Math.round((draw() * 80 + (weekend ? 60 : 0)) * MINUTE);
    const isOff = draw() < 0.12;
    if (month === 10 && day === 25) {
      happenings.push([at(10, 25, 23, 12, 25), { event: 'suspend' }], [at(10, 26, 7, 4), { event: 'resume' }]);
    } else if (month === 10 && day === 22) {
      happenings.push([at(10, 22, 19, 30, 25), { event: 'powerOff' }], [at(10, 23, 8, 40), { event: 'powerOn' }]);
    } else if (month === 10 && day === 24) {
      // Awake while the clocks go back.
      happenings.push([at(10, 25, 4, 50, 25), { event: 'suspend' }], [at(10, 25, 10, 20), { event: 'resume' }]);
    } else if (month === 10 && day === 26) {
      happenings.push(
        [at(10, 26, 23, 58, 25), { event: 'suspend' }],
        [at(10, 27, 2, 0), { event: 'network', up: false }],
        [at(10, 27, 8, 10, 4), { event: 'resume' }],
        [at(10, 27, 8, 11, 2), { event: 'network', up: true }],
      );
    } else {
      happenings.push(
        [from + 25_000, { event: isOff ? 'powerOff' : 'suspend' }],
        [to, { event: isOff ? 'powerOn' : 'resume' }],
      );
    }
  }
  return happenings;
}

/** What else happened, and what the person asked for. */
const happenings: readonly Happening[] = [
  ...[1, 2, 5, 6, 8, 12, 13, 15, 16, 19, 20, 21, 22, 23, 24, 26].map((day, index): Happening => [
    at(10, day, 10 + (index % 7), 12),
    { event: 'file', path: `/home/kim/Scans/scan-${String(day)}.pdf` },
  ]),
  [at(10, 7, 14, 20), { event: 'runNow', job: 'merge-sources' }],
  [at(10, 14, 12, 40, 25), { event: 'suspend' }],
  [at(10, 14, 13, 35), { event: 'resume' }],
  [at(10, 19, 13, 58), { event: 'network', up: false }],
  [at(10, 19, 16, 31), { event: 'network', up: true }],
  [at(10, 20, 9, 15), { event: 'pause', job: 'publish-the-weekly-digest', until: '2026-11-02T08:00:00+01:00' }],
  [at(10, 23, 14, 6, 30), { event: 'quit' }],
  [at(10, 23, 16, 20), { event: 'launch' }],
  [at(10, 24, 20, 2), { event: 'cancelSequence', sequence: 'evening' }],
  [at(10, 26, 9, 12), { event: 'skipNext', job: 'daily-report' }],
  [at(10, 26, 18, 40), { event: 'runNow', job: 'merge-sources' }],
  [at(10, 27, 8, 55), { event: 'power', state: 'battery' }],
];

/** `jobs.json` of the month. */
export const jobsText = (): string => JSON.stringify({ jobs, sequences }, null, 2);

/** `timeline.jsonl` of the month. */
export function timelineText(): string {
  const head = { start: new Date(START).toISOString(), zone: ZONE, end: text(NOW - START) };
  const events = [...nights(), ...happenings]
    .sort(([a], [b]) => a - b)
    .map(([when, what]) => ({ t: text(when - START), ...what }));
  return [head, ...behaviourLines(), ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
}
