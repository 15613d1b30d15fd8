import { measured } from '../processes.ts';
import { ms, table } from '../tables.ts';

interface Burst {
  readonly fired: number;
  readonly lateMs: number | null;
  readonly spreadMs: number | null;
  readonly turns: number | null;
}

const COUNT = 10_000;
/** How long before the moment arming begins, by what it takes; seconds. */
const CONTENDERS = [
  ['Wakeful', 8],
  ['croner', 15],
  ['node-schedule', 30],
  ['cron', 15],
] as const;

/** Ten thousand jobs due in the same second. */
export function section(): string {
  const rows = CONTENDERS.map(([name, lead]) => {
    const found = measured('burst', name, String(COUNT), String(lead)) as Burst;
    if (found.lateMs === null) return [name, 'not armed in time', '–', '–', '–'];
    const all = found.fired === COUNT ? ms(found.spreadMs) : `${found.fired.toLocaleString('en')} within 40 s`;
    return [name, ms(found.lateMs), all, String(found.turns ?? '–')];
  });
  const head = [
    '',
    'first start asked for, from the second on',
    'the last after the first',
    'turns of the loop between',
  ];
  return `#### 10,000 jobs due in the same second\n\n${table(head, rows)}`;
}
