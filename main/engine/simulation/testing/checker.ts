/**
 * Checks what `simulate` printed against the invariants of semantics §10 and the rules that hold in every world. Shares no code with the
 * engine: due moments come from `dueOracle.ts`, what the machine did from `truth.ts`, the rest from the printed lines.
 */
import { cronDue, cronOracle, gridDue } from './dueOracle.ts';
import {
  absencesOf,
  erasOf,
  NOTICED_WITHIN,
  statesAt,
  stretchesOf,
  type Era,
  type RawTimeline,
  type Stopped,
  type Stretch,
} from './truth.ts';

const MINUTE = 60_000;

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

/** A trigger as far as the oracles know it. */
export interface CheckedTrigger {
  readonly type: string;
  readonly expression?: string;
  readonly zone?: string;
  readonly every?: number;
  readonly at?: number;
  readonly job?: string;
  readonly on?: string;
  readonly delay?: number;
}

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
  readonly max: number;
  readonly conditions: boolean;
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
}

const AWAY = new Set(['asleep', 'off', 'notRunning', 'clockChanged']);
const LATE = new Set([...AWAY, 'busy', 'waited']);
const SKIPPED = new Set([
  'paused',
  'skipNext',
  'stillRunning',
  'sequenceCancelled',
  'dismissed',
  'jobChanged',
  'blackout',
]);
const EXPIRED = new Set(['noCatchUp', 'tooLate', 'overLimit', 'conditionDeadline', 'upstreamFailed', 'upstreamNotRun']);
const OUTCOMES = new Set(['succeeded', 'failed', 'killed', 'timedOut', 'stopped', 'couldNotStart', 'interrupted']);
const OPEN = new Set(['waiting', 'queued', 'running']);

const ms = (text: string): number => Date.parse(text);
const iso = (at: number): string => new Date(at).toISOString();

/** Everything that is wrong with a life; empty where nothing is. Null: the world is at an edge at which either answer is right. */
export function violationsOf(life: Life): string[] | null {
  const stretches = stretchesOf(life.timeline, life.stopped);
  const eras = erasOf(life.timeline, stretches);
  if (eras === null) return null;
  const stepped = life.timeline.events.some(({ event }) => event === 'clock');
  const found: string[] = [];
  const say = (what: string): void => void found.push(what);
  checkLines(life, say);
  checkRuns(life, stretches, say);
  checkEras(life, eras, say);
  for (const job of life.jobs) {
    job.triggers.forEach((trigger, index) => checkCoverage(life, job, trigger, index, eras, say));
    if (!stepped) checkPolicy(life, job, stretches, say);
  }
  checkProcesses(life, stretches, say);
  checkMachine(life, stretches, stepped, say);
  return found;
}

const dueLines = (life: Life): DueLine[] => life.lines.filter((line): line is DueLine => line.kind === 'due');
const runLines = (life: Life): RunLine[] => life.lines.filter((line): line is RunLine => line.kind === 'run');
const shown = (line: Line): string => JSON.stringify(line);

/** Every line has the fields that its fate asks for (semantics §4). */
function checkLines(life: Life, say: (what: string) => void): void {
  const runs = new Map(runLines(life).map((run) => [run.run, run]));
  for (const line of dueLines(life)) {
    const run = line.run === null ? undefined : runs.get(line.run);
    if (line.run !== null && run === undefined) say(`names a run that is not there: ${shown(line)}`);
    if (run !== undefined && run.job !== line.job) say(`names another job's run: ${shown(line)}`);
    if ((line.count ?? 1) > 1 !== (line.last !== undefined)) say(`a span without both last and count: ${shown(line)}`);
    // Cancelling a sequence and dismissing decide of steps that are still to come.
    const isAhead = line.reason === 'sequenceCancelled' || line.reason === 'dismissed' || line.reason === 'jobChanged';
    const isEarly = !OPEN.has(line.fate) && (line.era ?? 1) === 1 && ms(line.decided) < ms(line.due);
    if (isEarly && !isAhead && !hasSteps(life)) {
      say(`decided before it was due: ${shown(line)}`);
    }
    switch (line.fate) {
      case 'ran':
      case 'caughtUp': {
        if (run === undefined || run.started === null) {
          say(`${line.fate} without a run that started: ${shown(line)}`);
          break;
        }
        if ((line.count ?? 1) > 1) say(`one run ran for several moments: ${shown(line)}`);
        const late = ms(run.started) - ms(line.due) > MINUTE;
        if ((line.era ?? 1) === (run.era ?? 1) && late !== (line.fate === 'caughtUp')) {
          say(`${line.fate}, but the run started ${iso(ms(run.started))}: ${shown(line)}`);
        }
        if (run.outcome === null) say(`${line.fate} is final, but its run has not ended: ${shown(line)}`);
        if (line.fate === 'ran' && line.reason !== null) say(`ran has a reason: ${shown(line)}`);
        if (line.fate === 'caughtUp' && !LATE.has(line.reason ?? '')) say(`caughtUp without a reason: ${shown(line)}`);
        break;
      }
      case 'coalesced':
        if (run === undefined) say(`coalesced into nothing: ${shown(line)}`);
        if (!LATE.has(line.reason ?? '')) say(`coalesced without a reason: ${shown(line)}`);
        break;
      case 'skipped':
        if (!SKIPPED.has(line.reason ?? '')) say(`skipped without a reason: ${shown(line)}`);
        break;
      case 'expired':
        if (!EXPIRED.has(line.reason ?? '')) say(`expired without a reason: ${shown(line)}`);
        break;
      case 'running':
        if (run === undefined || run.outcome !== null) say(`running, but its run is not: ${shown(line)}`);
        break;
      case 'waiting':
      case 'queued':
        break;
      default:
        say(`no fate at all: ${shown(line)}`);
    }
  }
}

const hasSteps = (life: Life): boolean => life.timeline.events.some(({ event }) => event === 'clock');

/** A run belongs to exactly one due moment or wish, and ends with exactly one outcome (semantics §10.2, §10.3). */
function checkRuns(life: Life, stretches: readonly Stretch[], say: (what: string) => void): void {
  const owners = new Map<string, DueLine[]>();
  for (const line of dueLines(life)) {
    // What waits waits as one: which of the moments the run is for is known when it starts (semantics §7).
    if (line.run === null || (line.fate !== 'ran' && line.fate !== 'caughtUp' && line.fate !== 'running')) continue;
    owners.set(line.run, [...(owners.get(line.run) ?? []), line]);
  }
  const seen = new Set<string>();
  for (const run of runLines(life)) {
    if (seen.has(run.run)) say(`two runs with one name: ${shown(run)}`);
    seen.add(run.run);
    const own = owners.get(run.run) ?? [];
    if (own.length > 1) say(`a run for several due moments: ${own.map(shown).join(' and ')}`);
    if (run.cause === 'wish' && own.length > 0) say(`a wish's run for a due moment: ${own.map(shown).join()}`);
    if (run.cause === 'due' && own.length === 0 && run.started !== null) say(`a run for no due moment: ${shown(run)}`);
    if ((run.ended === null) !== (run.outcome === null)) say(`an end without an outcome: ${shown(run)}`);
    if (run.outcome !== null && !OUTCOMES.has(run.outcome)) say(`no outcome at all: ${shown(run)}`);
    if (run.outcome !== null && run.started === null && run.outcome !== 'stopped' && run.outcome !== 'couldNotStart') {
      say(`ended without having started: ${shown(run)}`);
    }
    if (run.started !== null && run.attempts < 1) say(`started without an attempt: ${shown(run)}`);
    if (run.started !== null && !statesAt(stretches, ms(run.started), 1000).has('awake')) {
      say(`started while Wakeful could not act: ${shown(run)}`);
    }
    if (run.started !== null && run.ended !== null && ms(run.ended) < ms(run.started) && !hasSteps(life)) {
      say(`ended before it started: ${shown(run)}`);
    }
  }
}

function checkEras(life: Life, eras: readonly Era[], say: (what: string) => void): void {
  const printed = new Set(life.lines.map((line) => line.era ?? 1));
  const last = Math.max(...printed);
  if (last !== eras.length) say(`${String(last)} eras, but there were ${String(eras.length)}`);
  for (const line of life.lines) {
    if (line.kind !== 'clock' || (eras[line.era - 1]?.from ?? 0) === eras[0]?.from) continue;
    const begins = eras[line.era - 1]?.from ?? 0;
    const isFirst = !life.lines.some(
      (other) =>
        other.kind === 'clock' &&
        other.era === line.era &&
        other !== line &&
        life.lines.indexOf(other) < life.lines.indexOf(line),
    );
    const slack = NOTICED_WITHIN + (life.stopped.length > 0 ? 20_000 : 1000);
    if (isFirst && Math.abs(ms(line.to) - begins) > slack) say(`an era that begins elsewhere: ${shown(line)}`);
  }
}

/** The due moments of a time trigger in an era, or null where no oracle knows them. */
function expectedDue(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  eras: readonly Era[],
  era: Era,
): number[] | null {
  const { start } = life.timeline;
  switch (trigger.type) {
    case 'cron': {
      const oracle = cronOracle(trigger.expression ?? '');
      const zone = trigger.zone ?? job.zone;
      if (zone !== 'local') return cronDue(oracle, zone, era.from, era.to).map(({ at }) => at);
      const labels = new Set<number>();
      const due: number[] = [];
      for (const part of era.zones) {
        for (const moment of cronDue(oracle, part.zone, part.from, part.to)) {
          const fresh = oracle.wildcard || moment.labels.some((label) => !labels.has(label));
          if (fresh) due.push(moment.at);
          for (const label of moment.labels) labels.add(label);
        }
      }
      return due;
    }
    case 'grid':
      return gridDue(start, trigger.every ?? 0, era.from, era.to);
    case 'once': {
      const at = trigger.at ?? 0;
      const spent = eras.some((other) => other.number < era.number && other.from < at && at <= other.to);
      return era.from < at && at <= era.to && !spent ? [at] : [];
    }
    default:
      return null;
  }
}

/** A disabled job has no due moments: where it was off and on again only what it has is checked. */
const isSwitched = (life: Life, job: CheckedJob): boolean =>
  life.timeline.events.some(({ event, job: name }) => (event === 'disable' || event === 'enable') && name === job.id);

/** Every due moment has exactly one entry, and every entry is of due moments (semantics §10.1). */
function checkCoverage(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  index: number,
  eras: readonly Era[],
  say: (what: string) => void,
): void {
  const mine = dueLines(life).filter((line) => line.job === job.id && line.trigger === index);
  if (trigger.type === 'after') checkAfter(life, job, trigger, mine, say);
  for (const era of eras) {
    const due = expectedDue(life, job, trigger, eras, era);
    const lines = mine.filter((line) => (line.era ?? 1) === era.number);
    const covered = new Map<number, DueLine>();
    for (const line of lines) {
      const [from, to] = [ms(line.due), ms(line.last ?? line.due)];
      const inside = due?.filter((at) => from <= at && at <= to) ?? [from];
      if (due !== null && (inside[0] !== from || inside[inside.length - 1] !== to)) {
        say(`an entry for what was not due: ${shown(line)}`);
      }
      if (due !== null && inside.length !== (line.count ?? 1)) {
        say(`a span of ${String(inside.length)} that counts otherwise: ${shown(line)}`);
      }
      for (const at of inside) {
        const other = covered.get(at);
        if (other !== undefined && due !== null) say(`${iso(at)} has two entries: ${shown(other)} and ${shown(line)}`);
        covered.set(at, line);
      }
    }
    // Stopped for good before writing what was due at that instant, Wakeful will account for it when it runs again.
    const isOwed = (at: number): boolean => at === era.to && life.stopped.some(({ up }) => up > life.timeline.end);
    const lost = due?.filter((at) => !covered.has(at) && !isOwed(at)) ?? [];
    if (lost.length > 0 && !isSwitched(life, job)) {
      const first = lost[0] ?? 0;
      say(
        `${String(lost.length)} due moments of ${job.id}/${String(index)} lost in era ${String(era.number)}, the first ${iso(first)}`,
      );
    }
  }
}

/** Every ended run of the upstream that matches makes one due moment, `delay` after its end. */
function checkAfter(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  mine: readonly DueLine[],
  say: (what: string) => void,
): void {
  const isFailure = (outcome: string): boolean => outcome !== 'succeeded' && outcome !== 'stopped';
  const matching = runLines(life).filter(
    ({ job: upstream, outcome, started }) =>
      upstream === trigger.job &&
      outcome !== null &&
      started !== null &&
      (trigger.on === 'any' || (trigger.on === 'failure' ? isFailure(outcome) : outcome === 'succeeded')),
  );
  const made = mine.reduce((sum, line) => sum + (line.count ?? 1), 0);
  if (made > matching.length)
    say(`${String(made)} moments of ${job.id} after ${String(matching.length)} runs of ${trigger.job ?? ''}`);
  const end = life.timeline.end;
  const last = Math.max(
    ...stretchesOf(life.timeline, life.stopped)
      .filter(({ state, to }) => state === 'awake' && to <= end)
      .map(({ to, offset }) => to + offset),
  );
  if (hasSteps(life) || isSwitched(life, job)) return;
  const past = matching.filter(({ ended }) => ms(ended ?? '') + (trigger.delay ?? 0) <= last);
  if (made < past.length)
    say(`only ${String(made)} moments of ${job.id} after ${String(past.length)} runs of ${trigger.job ?? ''}`);
}

/** What catching up may and must do in each absence (semantics §5.2, §5.3). */
function checkPolicy(life: Life, job: CheckedJob, stretches: readonly Stretch[], say: (what: string) => void): void {
  // The steps of a sequence are owed whatever the job's policy is for its own triggers.
  const mine = dueLines(life).filter((line) => line.job === job.id && line.trigger >= 0);
  for (const absence of absencesOf(stretches)) {
    const inside = mine.filter((line) => absence.from < ms(line.due) && ms(line.due) <= absence.to);
    const caught = inside.filter(({ fate, reason }) => fate === 'caughtUp' && AWAY.has(reason ?? ''));
    if ((job.policy === 'latest' || job.policy === 'earliest') && caught.length > 1) {
      say(`${String(caught.length)} runs for one absence of ${job.id}: ${caught.map(shown).join(' and ')}`);
    }
    if (job.policy === 'all' && caught.length > job.limit) {
      say(`${String(caught.length)} runs for one absence of ${job.id}, above its limit ${String(job.limit)}`);
    }
    if (job.policy === 'none' && caught.length > 0)
      say(`caught up although it never does: ${caught.map(shown).join()}`);
    for (const line of caught) {
      if (job.within !== null && absence.to - ms(line.due) > job.within + NOTICED_WITHIN)
        say(`caught up too late: ${shown(line)}`);
      const only = absence.states.size === 1;
      if (only && absence.states.has('asleep') && !job.afterSleep) say(`caught up after sleep: ${shown(line)}`);
      if (only && !absence.states.has('asleep') && !job.afterOff) say(`caught up after power-off: ${shown(line)}`);
    }
  }
  for (const line of mine) {
    const { reason } = line;
    if (reason !== 'asleep' && reason !== 'off' && reason !== 'notRunning') continue;
    // Sleep inside a time in which Wakeful did not run is not guessed: any state of that absence may name it.
    const slack = NOTICED_WITHIN + 1000;
    const absences = absencesOf(stretches).filter(
      ({ from, to }) => from - slack <= ms(line.due) && ms(line.due) <= to + slack,
    );
    if (!absences.some(({ states }) => states.has(reason))) {
      const states = absences.flatMap((absence) => [...absence.states]).join('/');
      say(`the computer was ${states === '' ? 'awake' : states}: ${shown(line)}`);
    }
  }
}

/** Processes: never more at once than the job allows, never an attempt twice, never without Wakeful (semantics §6). */
function checkProcesses(life: Life, stretches: readonly Stretch[], say: (what: string) => void): void {
  const started = new Set<string>();
  const running = new Map<string, Set<string>>();
  const runs = new Map(runLines(life).map((run) => [run.run, run]));
  for (const what of life.traced) {
    const key = `${what.run}/${String(what.attempt)}`;
    const now = running.get(what.job) ?? new Set();
    running.set(what.job, now);
    if (what.kind === 'end') {
      now.delete(key);
      continue;
    }
    if (started.has(key)) say(`attempt ${key} started twice`);
    started.add(key);
    // Stopped between the start and writing down the pid, Wakeful cannot know of this process any more.
    if (life.stopped.some(({ down }) => down === what.elapsed)) continue;
    now.add(key);
    if (!runs.has(what.run)) say(`a process of a run that is not in the ledger: ${key}`);
    const job = life.jobs.find(({ id }) => id === what.job);
    const most = job?.concurrency === 'allow' ? job.max : 1;
    if (now.size > most) say(`${String(now.size)} processes of ${what.job} at once: ${[...now].join(', ')}`);
    const awake = stretches.some(
      ({ from, to, state }) => state === 'awake' && from <= what.elapsed && what.elapsed <= to,
    );
    if (!awake) say(`${key} started while Wakeful was not there`);
  }
  for (const run of runs.values()) {
    const attempts = [...started].filter((key) => key.startsWith(`${run.run}/`)).length;
    if (
      attempts > run.attempts ||
      (life.stopped.length === 0 && run.outcome !== 'stopped' && attempts < run.attempts - 1)
    ) {
      say(`${String(attempts)} processes for ${shown(run)}`);
    }
  }
}

/** The spans tile the timeline, and say what the machine did, as far as Wakeful can know (semantics §8). */
function checkMachine(life: Life, stretches: readonly Stretch[], stepped: boolean, say: (what: string) => void): void {
  const history = life.lines.filter((line) => line.kind === 'machine' || line.kind === 'clock');
  let reached = life.timeline.start;
  for (const line of history) {
    // Stopped before the first write, Wakeful has seen nothing yet.
    if (line === history[0] && life.stopped[0]?.down === 0) reached = Math.max(reached, ms(line.from));
    if (line.kind === 'clock') {
      if (Math.abs(ms(line.from) - reached) > 0) say(`a step from a time that was not reached: ${shown(line)}`);
      reached = ms(line.to);
      continue;
    }
    if (ms(line.from) !== reached) say(`a hole or overlap in the machine history, at ${iso(reached)}: ${shown(line)}`);
    if (ms(line.to) < ms(line.from)) say(`a span that ends before it begins: ${shown(line)}`);
    reached = ms(line.to);
  }
  const last = stretches[stretches.length - 1];
  if (last !== undefined && reached !== last.to + last.offset && !stepped) {
    say(`the machine history ends at ${iso(reached)} instead of ${iso(last.to + last.offset)}`);
  }
  if (stepped) return;
  for (const stretch of stretches) {
    const middle = (stretch.from + stretch.to) / 2 + stretch.offset;
    if (stretch.to - stretch.from < 4 * NOTICED_WITHIN) continue;
    const span = history.find(
      (line): line is MachineLine => line.kind === 'machine' && ms(line.from) <= middle && middle <= ms(line.to),
    );
    if (span === undefined || span.state === stretch.state) continue;
    const absence = absencesOf(stretches).find(({ from, to }) => from <= middle && middle <= to);
    // Between its last sign of life and the next launch Wakeful tells only `off` and `notRunning` apart, by the boot.
    const unseen = absence !== undefined && (absence.states.has('off') || absence.states.has('notRunning'));
    if (!unseen || span.state === 'awake' || span.state === 'asleep') {
      say(`${shown(span)}, but the computer was ${stretch.state} at ${iso(middle)}`);
    }
  }
}
