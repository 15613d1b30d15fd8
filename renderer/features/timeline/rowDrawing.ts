import type { DueView, TimelineColumn, TimelineIncident, TimelineRow } from '../../../preload/contract.ts';
import type { GlyphName } from '../../parts/Glyph.tsx';
import { glyphOf } from '../../parts/Glyph.tsx';

/** Height of a row, in CSS pixels, and the line its marks stand on. */
export const ROW = 38;
export const MIDDLE = ROW / 2;

/** Marks that lie over each other: the later in this list is drawn on top. */
const depth: readonly GlyphName[] = [
  'comingUp',
  'coalesced',
  'skipped',
  'stopped',
  'ran',
  'running',
  'queued',
  'waiting',
  'caughtUp',
  'expired',
  'failed',
];

/** One mark, placed. */
export interface PlacedMark {
  readonly due: DueView;
  readonly glyph: GlyphName;
  /** Where the mark stands: at the due moment, or at the start of the run that was late. */
  readonly at: number;
  /** For a run that was late: from where the line to it begins. */
  readonly lineFrom: number | null;
  /** For a span of coalesced moments: where each of its beads stands. */
  readonly beads: readonly number[];
  /** For coalesced moments: the run that answers, where the line on which they lie leads. */
  readonly answeredAt: number | null;
}

/** Beads of one span; more are not told apart anyway. */
const MOST_BEADS = 60;

/** The marks of a row in the order of drawing. */
export function placeMarks(row: TimelineRow & { readonly kind: 'marks' }): readonly PlacedMark[] {
  const runs = new Map(row.runs.map((run) => [run.run, run]));
  return row.marks
    .map((due): PlacedMark => {
      const glyph = glyphOf(due.fate, due.outcome);
      const run = due.run === null ? undefined : runs.get(due.run);
      const last = due.last ?? due.due;
      if (due.fate === 'coalesced') {
        const count = Math.min(due.count, MOST_BEADS);
        const beads = Array.from({ length: count }, (_, index) =>
          count === 1 ? due.due : due.due + ((last - due.due) * index) / (count - 1),
        );
        return { due, glyph, at: due.due, lineFrom: null, beads, answeredAt: run?.from ?? null };
      }
      const started = run?.from;
      const late = due.fate === 'caughtUp' && started !== undefined;
      const atRun = (due.fate === 'ran' || due.fate === 'running') && started !== undefined;
      return {
        due,
        glyph,
        at: late || atRun ? started : due.due,
        lineFrom: late ? due.due : null,
        beads: [],
        answeredAt: null,
      };
    })
    .sort((a, b) => depth.indexOf(a.glyph) - depth.indexOf(b.glyph));
}

/** Radius of the disc of what ran, and the size of its tick beside the drawing's 16 px. */
const DISC = 4.3;
const TICK = 11 / 16;
const RING = 3.6;

const circle = (x: number, radius: number): string =>
  `M${round(x - radius)} ${MIDDLE}a${radius} ${radius} 0 1 0 ${radius * 2} 0a${radius} ${radius} 0 1 0 ${-radius * 2} 0`;
const round = (value: number): number => Math.round(value * 10) / 10;

/** Marks of which a row has many, as one path each: the discs and ticks of what ran, the rings of what comes up. */
export interface FrequentMarks {
  readonly discs: string;
  readonly ticks: string;
  readonly rings: string;
  readonly dashed: string;
}

/** Whether a mark is drawn by one of the paths. */
export const isFrequent = (mark: PlacedMark): boolean => mark.glyph === 'ran' || mark.glyph === 'comingUp';

export function drawFrequent(marks: readonly PlacedMark[], x: (at: number) => number): FrequentMarks {
  let [discs, ticks, rings, dashed] = ['', '', '', ''];
  for (const mark of marks) {
    const at = x(mark.at);
    if (mark.glyph === 'ran') {
      discs += circle(at, DISC);
      ticks += `M${round(at - 2.7 * TICK)} ${round(MIDDLE + 0.2 * TICK)}l1.3 1.3 2.4-2.7`;
    } else if (mark.glyph === 'comingUp') {
      if (mark.due.estimated) dashed += circle(at, RING);
      else rings += circle(at, RING);
    }
  }
  return { discs, ticks, rings, dashed };
}

/** Fates of a column, from below. */
export const stack = ['ran', 'caughtUp', 'coalesced', 'skipped', 'expired', 'failed', 'comingUp'] as const;
export type Stacked = (typeof stack)[number];

const TALLEST = 20;
const BASE = MIDDLE + 11;

/** Paths of a dense row: one per fate, and where a failure lifts its square above a column; incidents take their place where columns are wide. */
export interface ColumnDrawing {
  readonly paths: Readonly<Record<Stacked, string>>;
  readonly failures: readonly { readonly x: number; readonly y: number }[];
}

export const countOf = (column: TimelineColumn): number => stack.reduce((sum, fate) => sum + column[fate], 0);

/** Draws columns of width `bin` as stacked bars; `x` gives pixels. */
export function drawColumns(columns: readonly TimelineColumn[], bin: number, x: (at: number) => number): ColumnDrawing {
  const paths: Record<Stacked, string> = {
    ran: '',
    caughtUp: '',
    coalesced: '',
    skipped: '',
    expired: '',
    failed: '',
    comingUp: '',
  };
  const failures: { x: number; y: number }[] = [];
  const most = Math.max(1, ...columns.map(countOf));
  for (const column of columns) {
    const left = x(column.from) + 1;
    const wide = Math.max(1, x(column.from + bin) - x(column.from) - 2);
    let top = BASE;
    for (const fate of stack) {
      const count = column[fate];
      if (count === 0) continue;
      const tall = Math.max(2.5, (count / most) * TALLEST);
      top -= tall;
      const hollow = fate === 'coalesced' || fate === 'comingUp';
      const inset = hollow ? 0.5 : 0;
      paths[fate] +=
        `M${(left + inset).toFixed(1)} ${(top + inset).toFixed(1)}h${Math.max(0.5, wide - 2 * inset).toFixed(1)}v${Math.max(1.5, tall - 0.4 - 2 * inset).toFixed(1)}h${(-Math.max(0.5, wide - 2 * inset)).toFixed(1)}z`;
    }
    if (column.failed > 0) failures.push({ x: left + wide / 2, y: Math.max(MIDDLE - 12, top - 5) });
  }
  return { paths, failures };
}

/** Where the square of an incident stands in a dense row, and how far the line after it goes. */
export interface PlacedIncident {
  readonly id: number;
  readonly x: number;
  readonly end: number;
}

/** Incidents of a dense row; one that is open goes on until now. */
export const placeIncidents = (
  incidents: readonly TimelineIncident[],
  x: (at: number) => number,
  now: number,
): readonly PlacedIncident[] =>
  incidents.map(({ id, opened, closed }) => ({ id, x: x(opened), end: Math.max(x(opened), x(closed ?? now)) }));

const onTime: ReadonlySet<GlyphName> = new Set(['ran', 'comingUp', 'running']);

const narrowed = new WeakMap<TimelineRow, TimelineRow>();

/** The row with only what did not run on time; the same for the same row. */
export function onlyExceptions(row: TimelineRow): TimelineRow {
  let kept = narrowed.get(row);
  if (kept === undefined) {
    kept = withoutOnTime(row);
    narrowed.set(row, kept);
  }
  return kept;
}

function withoutOnTime(row: TimelineRow): TimelineRow {
  if (row.kind === 'columns') {
    return { ...row, columns: row.columns.map((column) => ({ ...column, ran: 0, comingUp: 0 })) };
  }
  return { ...row, marks: row.marks.filter((mark) => !onTime.has(glyphOf(mark.fate, mark.outcome))) };
}
