import type { Answer, Api, AppState, InboxEntry, Input, JobDocument, Push } from '../../preload/contract.ts';
import { apiOver } from '../api/transport.ts';
import { incident, manyRows, rowOf, runOf, timelineJobsOf, timelineOf, today, whyOf } from './sampleViews.ts';
import { at, jobs, NOW, spansOf, viewOf, ZONE } from './sampleWorld.ts';

const fine = <T>(value: T): Promise<Answer<T>> => Promise.resolve({ ok: true, value });
const wrong = (code: string, message: string): Promise<Answer<never>> =>
  Promise.resolve({ ok: false, error: { code, message } });
const noJob = (): Promise<Answer<never>> => wrong('unknownJob', 'There is no such job.');

/** What a test changes of the sample. */
export interface SampleOptions {
  readonly empty?: boolean;
  readonly jobs?: number;
  readonly theme?: 'system' | 'light' | 'dark';
  readonly state?: Partial<AppState>;
}

/** A sample and the means to push to whoever listens; every call that came in is written down. */
export interface Sample {
  readonly api: Api;
  readonly push: (push: Push) => void;
  readonly calls: { readonly name: string; readonly input: unknown }[];
}

const inbox: readonly InboxEntry[] = [
  {
    id: 4,
    at: at(10, 27, 8, 22),
    kind: 'failing',
    job: 'mail',
    name: 'Pull mail archive',
    run: incident.run,
    title: 'Pull mail archive is failing',
    body: 'Exit code 75, 3 times in a row. Still open.',
    read: false,
    incident,
    steps: [
      { at: at(10, 27, 8, 21), text: 'Failed, the incident opened' },
      { at: at(10, 27, 8, 22), text: 'Notification shown' },
      { at: at(10, 27, 9, 21), text: 'Failed again' },
    ],
  },
  {
    id: 3,
    at: at(10, 27, 8, 10),
    kind: 'missed',
    job: 'standup',
    name: 'Stand-up reminder',
    run: null,
    title: 'Stand-up reminder expired',
    body: 'Due 07:30, this computer was asleep.',
    read: false,
    incident: null,
    steps: [],
  },
  {
    id: 2,
    at: at(10, 26, 21, 9),
    kind: 'recovered',
    job: 'ingest-one',
    name: 'Ingest source one',
    run: null,
    title: 'Ingest source one recovered',
    body: 'Failing for 1 h 2 min, 1 failed run.',
    read: true,
    incident: null,
    steps: [],
  },
];

const output = [
  {
    stream: 'out' as const,
    attempt: 1,
    at: at(10, 27, 8, 11),
    text: 'ingest.py: reading source one since 2026-10-26T22:05:00Z\n',
  },
  {
    stream: 'out' as const,
    attempt: 1,
    at: at(10, 27, 8, 11),
    text: 'page 1 of 13, 100 rows\npage 7 of 13, 700 rows\n',
  },
  {
    stream: 'err' as const,
    attempt: 1,
    at: at(10, 27, 8, 12),
    text: 'warning: 3 rows without a time stamp were kept aside\n',
  },
  {
    stream: 'out' as const,
    attempt: 1,
    at: at(10, 27, 8, 13),
    text: 'wrote data/one.parquet, \u001b[32m1,204 rows\u001b[0m\n',
  },
];

const documentOf = (id: string): JobDocument => ({
  id,
  name: jobs.find((job) => job.id === id)?.name ?? id,
  tags: jobs.find((job) => job.id === id)?.tags ?? [],
  run: { command: ['python3', 'ingest.py'] },
  triggers: [{ type: 'cron', expression: '5 * * * *' }],
  catchUp: { runs: 'latest', within: 'PT12H' },
});

/** Understands a handful of texts, as far as a screen needs it; the program's own reading is tested where it lives. */
function explain({ text, count }: Input<'explainText'>): Promise<Answer<never>> | ReturnType<Api['explainText']> {
  const every = /^every day at (\d\d):(\d\d)$/.exec(text);
  const first = every === null ? NOW + 3_600_000 : at(10, 28, Number(every[1]), Number(every[2]));
  const wrongWord = /\bmondays\b/.exec(text);
  if (wrongWord !== null) {
    return Promise.resolve({
      ok: false,
      error: {
        code: 'phrase',
        message: 'is not a word I know here. Did you mean',
        position: wrongWord.index,
        length: 7,
        suggestion: text.replace('mondays', 'monday'),
      },
    });
  }
  const cron = /^\S+ \S+ \S+ \S+ \S+$/.test(text);
  if (!cron && !text.startsWith('every ') && !/^\d{4}-/.test(text))
    return wrong('phrase', 'This is not understood yet.');
  return fine({
    trigger: cron ? { type: 'cron', expression: text } : { type: 'phrase', text },
    takenFor: cron ? 'cron' : 'phrase',
    sentence: cron ? 'By cron text' : text.charAt(0).toUpperCase() + text.slice(1),
    next: Array.from({ length: count }, (_, index) => first + index * 86_400_000),
    previous: [],
    warnings: [],
    otherDialects: [],
  });
}

/** An invented program in memory, for looking at screens and for their tests. It answers; it runs nothing. */
export function sample(options: SampleOptions = {}): Sample {
  const listeners = new Set<(push: Push) => void>();
  const calls: { name: string; input: unknown }[] = [];
  const settings: Record<string, unknown> = {
    theme: options.theme ?? 'system',
    catchUpAtOnce: 2,
    quietHours: { from: '22:00', to: '07:00' },
  };
  let rows = options.empty === true ? [] : options.jobs === undefined ? jobs.map(rowOf) : manyRows(options.jobs);
  const push = (one: Push): void => listeners.forEach((listener) => listener(one));
  const find = (id: string) => jobs.find((job) => job.id === id);
  const nothing = () => fine({});
  const made = {
    readState: () =>
      fine({
        version: '0.1.0',
        platform: 'linux',
        shell: 'desktop',
        zone: ZONE,
        locale: 'en-GB',
        now: NOW,
        jobs: rows.length,
        running: options.empty === true ? [] : rows.flatMap((row) => row.running),
        paused: null,
        openIncidents: 1,
        unread: options.empty === true ? 0 : 2,
        next: null,
        readOnly: null,
        problems: [],
        folders: {
          jobs: '/home/sam/.config/wakeful/jobs.json',
          settings: '/home/sam/.config/wakeful/settings.json',
          ledger: '/home/sam/.local/share/wakeful/ledger',
          output: '/home/sam/.local/share/wakeful/output',
        },
        ...options.state,
      }),
    readToday: () => fine(today()),
    listJobs: () => fine(rows),
    readJob: ({ job }) => {
      const found = find(job);
      if (found === undefined) return noJob();
      return fine({
        row: rowOf(found),
        document: documentOf(job),
        revision: 1,
        created: at(9, 27, 0),
        sentences: [
          `${found.when}.`,
          'If the computer was asleep or off, it runs once for the latest due moment, within 12 h.',
        ],
        usually: found.takes,
        last30Days: { ran: 486, failed: 2, caughtUp: 31, notRun: 4 },
        upstream:
          job === 'fetch-two'
            ? [
                {
                  job: 'ingest-one',
                  name: 'Ingest source one',
                  text: '10 minutes after each success, if outputs.rows > 0',
                  kind: 'trigger',
                  state: 'held',
                },
              ]
            : [],
        downstream:
          job === 'ingest-one'
            ? [
                {
                  job: 'fetch-two',
                  name: 'Fetch source two',
                  text: '10 minutes after each success, if outputs.rows > 0',
                  kind: 'trigger',
                  state: 'held',
                },
              ]
            : [],
        incidents: job === 'mail' ? [incident] : [],
      });
    },
    saveJob: ({ id, document }) =>
      fine({ id: id ?? String(document['name']).toLowerCase().replace(/\W+/g, '-'), revision: 2, warnings: [] }),
    deleteJob: ({ job }) => fine({ document: documentOf(job) }),
    setEnabled: ({ job, enabled }) => {
      rows = rows.map((row) => (row.id === job ? { ...row, enabled, state: enabled ? 'scheduled' : 'disabled' } : row));
      push({ kind: 'jobs', jobs: null });
      return fine({});
    },
    checkDraft: ({ document, count }) => {
      const triggers = (document['triggers'] as readonly Readonly<Record<string, unknown>>[] | undefined) ?? [];
      return Promise.all(
        triggers.map(async (trigger) => {
          const text = trigger['expression'] ?? trigger['text'];
          const answer = typeof text === 'string' ? await explain({ text, zone: null, count }) : null;
          return answer?.ok === true ? answer.value : null;
        }),
      ).then((explained) =>
        fine({
          problems:
            document['name'] === '' ? [{ code: 'missingKey', message: 'A job needs a name.', field: 'name' }] : [],
          warnings: [],
          names: {},
          triggers: explained,
          sentences:
            triggers.length === 0
              ? ['Runs when you start it.']
              : ['Will run every day, for the latest due moment if it was missed.'],
        }),
      );
    },
    explainText: explain,
    otherForms: ({ trigger }) =>
      fine(
        trigger['type'] === 'phrase'
          ? [{ takenFor: 'cron', text: '30 2 * * *', trigger: { type: 'cron', expression: '30 2 * * *' } }]
          : [],
      ),
    runNow: () => fine({ run: 'wish-1' }),
    testRun: () => fine({ run: 'test-1' }),
    runAgain: () => fine({ run: 'wish-2' }),
    stopRun: nothing,
    pause: nothing,
    unpause: nothing,
    skipNext: () => fine({ due: NOW + 3_600_000 }),
    dismiss: nothing,
    listDue: ({ job, limit, comingUp }) => {
      const found = find(job);
      if (found === undefined) return noJob();
      const before = spansOf(
        found,
        found.entries.filter((entry) => entry.fate !== 'comingUp'),
      ).slice(-limit);
      const ahead = found.entries
        .filter((entry) => entry.fate === 'comingUp')
        .slice(0, comingUp)
        .map((entry) => viewOf(found, entry));
      return fine([...before, ...ahead].reverse());
    },
    why: ({ job, at: due }) => {
      const found = find(job);
      return found === undefined ? noJob() : fine(whyOf(found, due));
    },
    listRuns: () => fine([]),
    readRun: ({ run }) => {
      const found = runOf(run);
      return found === null ? wrong('unknownRun', 'There is no such run.') : fine(found);
    },
    readUsage: ({ runs }) =>
      fine(
        runs.map((run) => ({
          run,
          at: NOW,
          cpuMs: 12_400,
          memory: 84 * 1024 * 1024,
          peakMemory: 121 * 1024 * 1024,
          processes: 2,
        })),
      ),
    readOutput: ({ run, from }) =>
      fine({ run, next: 400, pieces: from > 0 ? [] : output, omitted: null, total: 400, end: true }),
    searchOutput: ({ text, matchCase, limit }) => {
      const known = output.flatMap(({ stream, attempt, at: when, text: all }) =>
        all
          .split('\n')
          .filter((line) => line !== '')
          .map((line) => ({ place: 0, stream, attempt, at: when, line, length: text.length })),
      );
      const plain = (line: string): string => (matchCase ? line : line.toLowerCase());
      const matches = known
        .map((match) => ({ ...match, start: plain(match.line).indexOf(plain(text)) }))
        .filter(({ start }) => start !== -1);
      return fine({ matches: matches.slice(0, limit), more: matches.length > limit });
    },
    downloadOutput: ({ run }) => fine({ address: '/download/sample', name: `${run}.log`, size: 400 }),
    timeline: ({ jobs: asked, from, to, width }) => {
      const view = timelineOf(from, to, width);
      return fine(asked === null ? view : { ...view, rows: view.rows.filter((row) => asked.includes(row.job)) });
    },
    timelineJobs: ({ from, to }) => fine(timelineJobsOf(from, to)),
    graph: () =>
      fine({
        nodes: rows
          .slice(0, 40)
          .map((row) => ({ job: row.id, name: row.name, state: row.state, lastFate: row.lastFate })),
        edges: [
          { from: 'ingest-one', to: 'fetch-two', text: 'rows > 0, +10 min', kind: 'trigger', state: 'held' },
          { from: 'fetch-two', to: 'merge', text: 'success', kind: 'trigger', state: 'held' },
          { from: 'rates', to: 'merge', text: 'success, within 1 h', kind: 'condition', state: 'held' },
          { from: 'merge', to: 'report', text: 'succeeded today', kind: 'condition', state: 'held' },
          { from: 'report', to: 'digest', text: 'success', kind: 'trigger', state: 'notYet' },
          { from: 'mail', to: 'index', text: 'success', kind: 'trigger', state: 'didNotHold' },
        ],
      }),
    listInbox: () => fine(options.empty === true ? [] : inbox),
    markRead: nothing,
    seeAbsence: nothing,
    dismissProblem: nothing,
    listSequences: () =>
      fine(
        options.empty === true
          ? []
          : [
              {
                id: 'evening',
                name: 'Evening batch',
                when: 'Every day at 18:00',
                document: {
                  id: 'evening',
                  name: 'Evening batch',
                  steps: [
                    { job: 'ingest-one', after: 'PT0S' },
                    { job: 'report', after: 'PT30M' },
                    { job: 'backup-docs', after: 'PT45M' },
                  ],
                },
                starts: [],
              },
            ],
      ),
    saveSequence: ({ id }) => fine({ id: id ?? 'new' }),
    deleteSequence: nothing,
    startSequence: () => fine({ start: 'start-1' }),
    cancelSequence: nothing,
    readSettings: () => fine({ ...settings }),
    changeSettings: ({ changes }) => {
      Object.assign(settings, changes);
      push({ kind: 'settings' });
      return fine({ ...settings });
    },
    readEnvironment: () =>
      fine({
        at: NOW - 600_000,
        shell: '/bin/zsh',
        variables: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'en_GB.UTF-8' },
        problem: null,
      }),
    readJobEnvironment: ({ job }) =>
      fine({
        job,
        environment: 'login',
        cwd: '/home/sam',
        variables: [
          { name: 'LANG', value: 'en_GB.UTF-8', cron: null, from: 'login', difference: 'added' },
          { name: 'LOGNAME', value: 'sam', cron: 'sam', from: 'login', difference: 'same' },
          {
            name: 'PATH',
            value: '/usr/local/bin:/usr/bin:/bin',
            cron: '/usr/bin:/bin',
            from: 'login',
            difference: 'changed',
          },
        ],
        path: { onlyJob: ['/usr/local/bin'], onlyCron: [] },
        login: { shell: '/bin/zsh', from: 'shell', problem: null },
        missingSecrets: [],
      }),
    readRunEnvironment: () => wrong('unknownRun', 'There is no such run.'),
    offerInterpreters: () =>
      fine([
        {
          kind: 'venv',
          found: '.venv',
          command: ['/home/sam/.venv/bin/python'],
          text: 'Python 3.12 of .venv',
          problem: null,
        },
      ]),
    listSecrets: () => fine({ unavailable: null, secrets: [], missing: [] }),
    setSecret: nothing,
    deleteSecret: nothing,
    onPush: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  } satisfies Partial<Api>;
  // Calls that no screen of a test needs are refused by name.
  const refusing = apiOver((name) => wrong('notInSample', `The sample does not know ${name}.`), made.onPush);
  const whole: Api = { ...refusing, ...made };
  const noted = apiOver((name, input) => {
    calls.push({ name, input });
    return whole[name](input as never);
  }, made.onPush);
  return { api: noted, push, calls };
}
