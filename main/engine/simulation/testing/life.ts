/** What the checker is given of a life: the jobs and what happened, as they stand in the files, and what was printed. */
import type { RawTimeline, Stopped } from './truth.ts';

export interface DueLine {
  readonly kind: 'due';
  readonly job: string;
  readonly trigger: number;
  readonly due: string;
  readonly last?: string;
  readonly count?: number;
  readonly fate: string;
  readonly reason: string | null;
  readonly run: string | null;
  readonly decided: string;
  readonly sequence?: string;
  readonly era?: number;
}

export interface RunLine {
  readonly kind: 'run';
  readonly run: string;
  readonly job: string;
  readonly cause: string;
  readonly started: string | null;
  readonly ended: string | null;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly era?: number;
}

export interface MachineLine {
  readonly kind: 'machine';
  readonly state: string;
  readonly from: string;
  readonly to: string;
  readonly era?: number;
}

export interface ClockLine {
  readonly kind: 'clock';
  readonly from: string;
  readonly to: string;
  readonly era: number;
}

export type Line = DueLine | RunLine | MachineLine | ClockLine;

/** A trigger as it stands in its document. */
export type CheckedTrigger = Readonly<Record<string, unknown>> & { readonly type: string };

/** A job as far as the rules that are checked need it. Durations in milliseconds. */
export interface CheckedJob {
  readonly id: string;
  readonly zone: string;
  readonly triggers: readonly CheckedTrigger[];
  readonly policy: 'latest' | 'earliest' | 'all' | 'none';
  readonly limit: number;
  readonly within: number | null;
  readonly afterSleep: boolean;
  readonly afterOff: boolean;
  readonly concurrency: 'forbid' | 'queue' | 'replace' | 'allow';
  readonly queueLimit: number;
  readonly max: number;
  readonly blackouts: readonly { readonly from: string; readonly to: string }[];
  readonly retry: {
    readonly limit: number;
    readonly delay: number;
    readonly factor: number;
    readonly maxDelay: number;
    readonly jitter: number;
    readonly onExitCodes: readonly number[] | null;
  };
  readonly attemptLimit: number;
  readonly totalLimit: number;
  readonly grace: number;
  /** It may be disabled by failing, or by its own output. */
  readonly givesUp: boolean;
  /** How the k-th run's processes end; the last repeats. */
  readonly exits: readonly unknown[];
  /** What it says, in the same way. */
  readonly outputs: readonly Fields[];
  readonly conditions: readonly Fields[];
  readonly deadline: number;
}

/** One start or end of a process, by true time. */
export interface Traced {
  readonly kind: 'start' | 'end';
  readonly elapsed: number;
  readonly run: string;
  readonly attempt: number;
  readonly job: string;
}

export interface Life {
  readonly jobs: readonly CheckedJob[];
  readonly timeline: RawTimeline;
  readonly lines: readonly Line[];
  readonly traced: readonly Traced[];
  readonly stopped: readonly Stopped[];
  /** What quitting does with what runs. */
  readonly onQuit: 'stop' | 'leave';
  /** The most due moments of each job that ever stood in line at once. */
  readonly mostQueued: ReadonlyMap<string, number>;
}

/** Hears of everything that is wrong. */
export type Say = (what: string) => void;

/** How far apart a silent change and its noticing may be. */
export const MINUTE = 60_000;

export const ms = (text: string): number => Date.parse(text);
export const iso = (at: number): string => new Date(at).toISOString();
export const dueLines = (life: Life): DueLine[] => life.lines.filter((line): line is DueLine => line.kind === 'due');
export const runLines = (life: Life): RunLine[] => life.lines.filter((line): line is RunLine => line.kind === 'run');
export const shown = (line: Line): string => JSON.stringify(line);

/** Whether the clock was ever put. */
export const hasSteps = (life: Life): boolean => life.timeline.events.some(({ event }) => event === 'clock');

/** Whether quitting ends what runs. */
export const wasQuit = ({ onQuit }: Life): boolean => onQuit === 'stop';

/** Whether anyone ever did one of these to the job, or to everything. */
export const wasWished = (life: Life, job: CheckedJob, ...wishes: readonly string[]): boolean =>
  life.timeline.events.some(
    ({ event, job: name }) => wishes.includes(event) && (name === undefined || name === null || name === job.id),
  );

/** A disabled job has no due moments: where it was off and on again only what it has is checked. */
export const isSwitched = (life: Life, job: CheckedJob): boolean =>
  job.givesUp || wasWished(life, job, 'disable', 'enable');

/** A length like `PT1H30M` in milliseconds, read by nothing but this. */
export function lengthOf(text: unknown, otherwise: number): number {
  if (typeof text !== 'string') return otherwise;
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/.exec(text);
  if (match === null) throw new Error(`The checker does not read "${text}".`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part: string | undefined) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** A text field; `otherwise` where it is not there. */
export const textOf = (value: unknown, otherwise: string): string => (typeof value === 'string' ? value : otherwise);

/** A job's document, and how its processes behave, for the checker; what is left out is as semantics §4–§6 say. */
export function checkedJob(document: Fields, behaviour: Fields = {}): CheckedJob {
  const catchUp = fieldsOf(document['catchUp']);
  const retry = fieldsOf(document['retry']);
  const timeout = fieldsOf(document['timeout']);
  const { exit, outputs } = behaviour;
  const codes = retry['onExitCodes'];
  return {
    id: String(document['id']),
    zone: textOf(document['zone'], 'local'),
    triggers: listOf(document['triggers']) as readonly CheckedTrigger[],
    policy: (catchUp['runs'] ?? 'latest') as CheckedJob['policy'],
    limit: Number(catchUp['limit'] ?? 10),
    within: catchUp['within'] === undefined ? null : lengthOf(catchUp['within'], 0),
    afterSleep: catchUp['afterSleep'] !== false,
    afterOff: catchUp['afterOff'] !== false,
    concurrency: (document['concurrency'] ?? 'forbid') as CheckedJob['concurrency'],
    queueLimit: Number(document['queueLimit'] ?? 1),
    max: Number(document['max'] ?? 5),
    blackouts: listOf(document['blackouts'])
      .map(fieldsOf)
      .map(({ from, to }) => ({
        from: textOf(from, ''),
        to: textOf(to ?? from, ''),
      })),
    retry: {
      limit: Number(retry['limit'] ?? 0),
      delay: lengthOf(retry['delay'], 30_000),
      factor: Number(retry['factor'] ?? 1),
      maxDelay: lengthOf(retry['maxDelay'], Infinity),
      jitter: Number(retry['jitter'] ?? 0),
      onExitCodes: codes === undefined ? null : listOf(codes).map(Number),
    },
    attemptLimit: lengthOf(timeout['attempt'], Infinity),
    totalLimit: lengthOf(timeout['total'], Infinity),
    grace: lengthOf(timeout['grace'], 20_000),
    givesUp: document['giveUpAfter'] !== undefined,
    outputs: (outputs === undefined ? [{}] : Array.isArray(outputs) ? outputs : [outputs]).map(fieldsOf),
    conditions: listOf(document['conditions']).map(fieldsOf),
    deadline: lengthOf(document['deadline'], 86_400_000),
    exits: exit === undefined ? [0] : Array.isArray(exit) ? exit : [exit],
  };
}
