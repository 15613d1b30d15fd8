/** How the report looks: tables of Markdown, and numbers as a person reads them. */

/** A table. The first column is on the left, the others on the right. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    `| ${head.join(' | ')} |`,
    `| --- |${' ---: |'.repeat(head.length - 1)}`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ].join('\n');

/** The middle of the values; NaN where there are none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const [low = NaN, high = NaN] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

const digits = (value: number): string =>
  Math.abs(value) >= 100 ? value.toFixed(0) : Math.abs(value) >= 10 ? value.toFixed(1) : value.toFixed(2);

/** Milliseconds, or seconds where there are many. */
export const ms = (value: number | null): string =>
  value === null || Number.isNaN(value)
    ? '–'
    : value >= 10_000
      ? `${(value / 1000).toFixed(1)} s`
      : `${digits(value)} ms`;

export const mib = (value: number): string => `${value.toFixed(0)} MiB`;

export const times = (ratio: number): string => (Number.isFinite(ratio) ? `${digits(ratio)} ×` : '–');
