import { measured } from '../processes.ts';
import { median, ms, table } from '../tables.ts';

interface AfterSleep {
  readonly every: number;
  readonly moments: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly keptMiB: number;
  readonly started: number;
}

const ROUNDS = 3;

/** The decision after 8 hours asleep, by how often the jobs are due. */
export function section(): string {
  const rows = [3600, 60].map((every) => {
    const rounds = Array.from(
      { length: every === 3600 ? ROUNDS : 1 },
      () => measured('afterSleep', String(every)) as AfterSleep,
    );
    const middle = (of: (one: AfterSleep) => number): number => median(rounds.map(of));
    return [
      `${String(every)} s`,
      middle(({ moments }) => moments).toLocaleString('en'),
      ms(middle(({ cpuMs }) => cpuMs)),
      ms(middle(({ wallMs }) => wallMs)),
      `${middle(({ keptMiB }) => keptMiB).toFixed(1)} MiB`,
      middle(({ started }) => started).toLocaleString('en'),
    ];
  });
  const head = [
    'each due every',
    'due moments in 8 h',
    'processor time',
    'by the clock',
    'memory kept',
    'started at once',
  ];
  return `#### Deciding after 8 hours asleep: 10,000 jobs, 9,000 of them missed\n\n${table(head, rows)}`;
}
