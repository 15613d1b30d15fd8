import { measured } from '../processes.ts';
import { table, times } from '../tables.ts';

const SIZES = [10, 1000, 10_000, 100_000];

/** An evaluation with nothing due, by the number of jobs. */
export function section(): string {
  const found = measured('nothingDue', ...SIZES.map(String)) as { jobs: number; micros: number }[];
  const first = found[0];
  const rows = found.map(({ jobs, micros }) => {
    // The aim: no faster than the logarithm.
    const logarithm = Math.log(jobs) / Math.log(first?.jobs ?? 1);
    return [
      jobs.toLocaleString('en'),
      `${micros.toFixed(0)} µs`,
      times(micros / (first?.micros ?? NaN)),
      times(logarithm),
    ];
  });
  return `#### An evaluation with nothing due\n\n${table(['jobs', 'processor time', 'to the first row', 'a logarithm would be'], rows)}`;
}
