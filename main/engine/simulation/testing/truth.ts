/**
 * What really happened on a virtual computer, kept from its timeline alone: the checker's own bookkeeping, which shares no code with the
 * engine or the virtual machine. True time is milliseconds since the start; wall time is milliseconds since 1970.
 */

const HOUR = 3_600_000;

/** A line of a timeline as JSON, durations in milliseconds. */
export interface RawEvent {
  readonly t: number;
  readonly event: string;
  readonly [key: string]: unknown;
}

export interface RawTimeline {
  readonly start: number;
  readonly zone: string;
  readonly end: number;
  readonly events: readonly RawEvent[];
}

/** A stretch of true time in which nothing about the computer changed. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly state: 'awake' | 'asleep' | 'off' | 'notRunning';
  /** Whether Wakeful is there, be it asleep with the computer. */
  readonly running: boolean;
  /** Wall clock minus true time. */
  readonly offset: number;
  readonly zone: string;
}

/** When Wakeful was stopped in the middle of a write, and when it ran again; after the end where it never did. */
export interface Stopped {
  readonly down: number;
  readonly up: number;
}

/** The stretches of a timeline, in order and without holes. */
export function stretchesOf(timeline: RawTimeline, stopped: readonly Stopped[] = []): Stretch[] {
  // At one instant timers ring before the timeline's own events happen: launched again first, then perhaps put to sleep.
  const events: RawEvent[] = [
    ...stopped.map(({ up }) => ({ t: up, event: 'launchedAgain' })),
    ...timeline.events,
    ...stopped.map(({ down }) => ({ t: down, event: 'stopped' })),
  ].sort((a, b) => a.t - b.t);
  const stretches: Stretch[] = [];
  let power = 'on';
  let running = true;
  let offset = timeline.start;
  let { zone } = timeline;
  let reached = 0;
  const state = (): Stretch['state'] =>
    power === 'off' ? 'off' : power === 'asleep' ? 'asleep' : running ? 'awake' : 'notRunning';
  const close = (to: number): void => {
    if (to > reached) stretches.push({ from: reached, to, state: state(), running, offset, zone });
    reached = to;
  };
  for (const event of events) {
    close(Math.min(event.t, timeline.end));
    if (event.event === 'suspend' && power === 'on') power = 'asleep';
    if (event.event === 'resume' && power === 'asleep') power = 'on';
    if (event.event === 'powerOff') {
      power = 'off';
      running = false;
    }
    if (event.event === 'powerOn' && power === 'off') {
      power = 'on';
      running = true;
    }
    if ((event.event === 'quit' || event.event === 'crash') && power === 'on') running = false;
    if (event.event === 'launch' && power === 'on') running = true;
    if (event.event === 'stopped' && running) {
      // What it did at this very instant it did awake.
      stretches.push({ from: reached, to: reached, state: 'awake', running, offset, zone });
      running = false;
    }
    if (event.event === 'launchedAgain' && power === 'on') running = true;
    if (event.event === 'clock') offset += Number(event['by']);
    if (event.event === 'zone') zone = String(event['zone']);
  }
  close(timeline.end);
  return stretches;
}

/** Time by the wall clock that Wakeful accounts in one era, and by which zone of the computer. */
export interface Era {
  readonly number: number;
  /** Due moments after this… */
  readonly from: number;
  /** …and up to this belong to it. */
  to: number;
  /** Due moments in (from, to] of each are judged in its zone. */
  readonly zones: { readonly zone: string; readonly from: number; to: number }[];
}

/** A silent waking, a step of the clock and a change of the zone are noticed within this. */
export const NOTICED_WITHIN = 30_000;

/**
 * The eras of a life: a step back of more than three hours behind what was accounted begins one (semantics §5.7). Null where a step is
 * so near to three hours that the time of noticing decides.
 */
export function erasOf(timeline: RawTimeline, stretches: readonly Stretch[]): Era[] | null {
  let era: Era = {
    number: 1,
    from: timeline.start,
    to: timeline.start,
    zones: [{ zone: timeline.zone, from: timeline.start, to: timeline.start }],
  };
  const eras = [era];
  for (const stretch of stretches) {
    if (stretch.state !== 'awake') continue;
    const begins = stretch.from + stretch.offset;
    const back = era.to - begins;
    if (Math.abs(back - 3 * HOUR) < 4 * NOTICED_WITHIN) return null;
    let current = era.zones[era.zones.length - 1]!;
    if (back > 3 * HOUR) {
      era = { number: era.number + 1, from: begins, to: begins, zones: [] };
      eras.push(era);
      current = { zone: stretch.zone, from: begins, to: begins };
      era.zones.push(current);
    } else if (stretch.zone !== current.zone) {
      const from = Math.max(era.to, begins);
      current.to = from;
      era.to = from;
      current = { zone: stretch.zone, from, to: from };
      era.zones.push(current);
    }
    era.to = Math.max(era.to, stretch.to + stretch.offset);
    current.to = era.to;
  }
  return eras;
}

/** The states of the computer at every true time at which its wall clock showed `wall`, and within `slack` of it. */
export function statesAt(stretches: readonly Stretch[], wall: number, slack: number): Set<string> {
  const states = new Set<string>();
  for (const stretch of stretches) {
    if (stretch.from + stretch.offset - slack <= wall && wall <= stretch.to + stretch.offset + slack)
      states.add(stretch.state);
  }
  return states;
}

/** Stretches of wall time in which Wakeful could not act, each with the time at which it could again (null: never). */
export function absencesOf(stretches: readonly Stretch[]): { from: number; to: number; states: Set<string> }[] {
  const absences: { from: number; to: number; states: Set<string> }[] = [];
  let open: { from: number; to: number; states: Set<string> } | null = null;
  for (const [index, stretch] of stretches.entries()) {
    if (stretch.state === 'awake') {
      // Stopped at the very instant of waking, or of noticing a silent one, it may not have written down that it woke.
      const isStopped = stretches.slice(index + 1).find(({ from, to }) => to > from)?.running === false;
      if (stretch.to - stretch.from > (isStopped ? NOTICED_WITHIN : 0)) open = null;
      continue;
    }
    if (open === null) {
      open = { from: stretch.from + stretch.offset, to: stretch.to + stretch.offset, states: new Set() };
      absences.push(open);
    }
    open.to = stretch.to + stretch.offset;
    open.states.add(stretch.state);
  }
  return absences;
}

/** Time awake until a true time: what timers of programs count by. */
export function awakeUntil(stretches: readonly Stretch[], elapsed: number): number {
  let awake = 0;
  for (const { from, to, state } of stretches) {
    if (from >= elapsed) break;
    if (state === 'awake' || state === 'notRunning') awake += Math.min(to, elapsed) - from;
  }
  return awake;
}

/** By the wall clock: when Wakeful began to run again after it was away. */
export const launchesOf = (stretches: readonly Stretch[]): readonly number[] =>
  stretches.flatMap(({ state, from, offset }, place) =>
    state === 'awake' && stretches[place - 1]?.running === false ? [from + offset] : [],
  );

/** The stretch in which something happens at a true time, before anything that changes there; null before the first. */
export function stretchAt(stretches: readonly Stretch[], elapsed: number): Stretch | null {
  let found: Stretch | null = null;
  for (const stretch of stretches) {
    if (stretch.from > elapsed || (stretch.from === elapsed && found !== null && elapsed > 0)) break;
    found = stretch;
  }
  return found;
}
