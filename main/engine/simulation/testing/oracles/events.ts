/** When triggers are due that are due by what happens (semantics §2.8), from the timeline alone. */
import { lengthOf, type CheckedTrigger, type Life } from '../life.ts';
import { awakeUntil, NOTICED_WITHIN, stretchAt, type RawEvent, type Stretch } from '../truth.ts';
import type { Expected } from './expected.ts';

/** Something noticed at a true time, or up to `within` later; `sure`: nothing kept Wakeful from writing it down. */
interface Noticed {
  readonly elapsed: number;
  readonly offset: number;
  readonly within: number;
  readonly sure: boolean;
}

/** Due moments of an event trigger over the whole life by the wall clock, in the order of the noticing; null where no oracle knows them. */
export function expectedEvents(
  life: Life,
  trigger: CheckedTrigger,
  stretches: readonly Stretch[],
): readonly Expected[] | null {
  const noticed = noticedOf(life, trigger, stretches);
  if (noticed === null) return null;
  const after = lengthOf(trigger['after'], 0);
  return noticed.map(({ elapsed, offset, within, sure }) => {
    const at = elapsed + offset + after;
    return { at, latest: at + within, optional: !sure };
  });
}

function noticedOf(life: Life, trigger: CheckedTrigger, stretches: readonly Stretch[]): readonly Noticed[] | null {
  switch (trigger.type) {
    case 'start':
      return starts(life, stretches, trigger['once'] === 'perBoot');
    case 'resume':
      return wakings(life, stretches);
    case 'network':
      return changes(life, stretches, 'network', (event) => event['up'] === true, true);
    case 'power':
      return changes(
        life,
        stretches,
        'power',
        (event) => event['state'] === trigger['state'],
        trigger['state'] === 'ac',
      );
    case 'unlock':
    case 'mount':
      return told(life, stretches, trigger.type);
    case 'idle':
      return idleness(life, stretches, lengthOf(trigger['for'], 0));
    case 'watch':
      return settled(life, stretches, trigger);
    default:
      return null;
  }
}

/** What happened in the very instant in which Wakeful was stopped may not have been written down. */
const isSure = ({ stopped }: Life, elapsed: number): boolean => stopped.every(({ down }) => down !== elapsed);

const isThere = (stretch: Stretch | null): boolean => stretch?.state === 'awake';

/** Wakeful started, but for the first time, when the jobs were not there yet. */
function starts(life: Life, stretches: readonly Stretch[], perBoot: boolean): readonly Noticed[] {
  const found: Noticed[] = [];
  let booted = false;
  // Stopped right at the beginning, it may have been before the jobs were saved.
  let unsure = !isSure(life, 0);
  for (const [index, stretch] of stretches.entries()) {
    const before = stretches[index - 1];
    if (before?.state === 'off') booted = true;
    // Stopped before it had written that it started after this boot, it starts for the first time again.
    if (before === undefined || !stretch.running || before.running || stretch.state !== 'awake') continue;
    const { from: elapsed, offset } = stretch;
    const sure = isSure(life, elapsed) && !unsure;
    if (!perBoot || booted || unsure) found.push({ elapsed, offset, within: 0, sure });
    unsure = booted && !isSure(life, elapsed);
    booted = false;
  }
  return found;
}

/** The computer woke with Wakeful on it. */
function wakings(life: Life, stretches: readonly Stretch[]): readonly Noticed[] {
  const found: Noticed[] = [];
  for (const [index, stretch] of stretches.entries()) {
    const before = stretches[index - 1];
    if (before?.state !== 'asleep' || stretch.state !== 'awake' || !stretch.running) continue;
    const within = life.timeline.events.some(
      ({ event, t, silent }) => event === 'resume' && t === stretch.from && silent === true,
    )
      ? NOTICED_WITHIN
      : 0;
    const stoppedSoon = life.stopped.some(({ down }) => stretch.from <= down && down <= stretch.from + within);
    found.push({ elapsed: stretch.from, offset: stretch.offset, within, sure: !stoppedSoon });
  }
  return found;
}

/** A state was seen to become the one that is waited for: by being told while Wakeful could hear, else when it could again. */
function changes(
  life: Life,
  stretches: readonly Stretch[],
  name: string,
  isWanted: (event: RawEvent) => boolean,
  wantedAtFirst: boolean,
): readonly Noticed[] {
  const found: Noticed[] = [];
  const moments = [
    ...life.timeline.events.filter(({ event }) => event === name).map((event) => ({ t: event.t, event })),
    ...stretches.map(({ from }) => ({ t: from, event: null })),
  ].sort((a, b) => a.t - b.t || Number(a.event === null) - Number(b.event === null));
  let state = wantedAtFirst;
  let seen = wantedAtFirst;
  for (const { t, event } of moments) {
    if (event !== null) state = isWanted(event);
    const stretch =
      event === null
        ? (stretches.find(({ from, state: of }) => from === t && of === 'awake') ?? null)
        : stretchAt(stretches, t);
    if (!isThere(stretch) || stretch === null) continue;
    const index = stretches.indexOf(stretch);
    // What it finds when it starts is how things are.
    const starts = event === null && stretches[index - 1]?.running !== true;
    if (state && !seen && !starts) found.push({ elapsed: t, offset: stretch.offset, within: 0, sure: isSure(life, t) });
    seen = state;
  }
  return found;
}

/** Told once while Wakeful hears, or never. */
function told(life: Life, stretches: readonly Stretch[], name: string): readonly Noticed[] {
  return life.timeline.events.flatMap(({ event, t }) => {
    const stretch = stretchAt(stretches, t);
    return event === name && stretch !== null && isThere(stretch)
      ? [{ elapsed: t, offset: stretch.offset, within: 0, sure: isSure(life, t) }]
      : [];
  });
}

/** The system tells that there is no input after this long, in time awake. */
const IDLE_TOLD = 60_000;

/**
 * Nobody was there for so long: once after each input, of which starting, waking by hand and unlocking are some. Where the computer slept
 * on, or its clock was put, it may be noticed at any time until the next input.
 */
function idleness(life: Life, stretches: readonly Stretch[], length: number): readonly Noticed[] {
  const found: Noticed[] = [];
  const { events, end } = life.timeline;
  const isInput = ({ event, silent }: RawEvent, before: Stretch | null): boolean =>
    event === 'resume' ? before?.state === 'asleep' && silent !== true : event === 'input' || event === 'unlock';
  const inputs = [
    ...stretches.flatMap(({ state, from }, index) =>
      state === 'awake' && stretches[index - 1]?.running !== true ? [from] : [],
    ),
    ...events.flatMap((event) => {
      const before = stretchAt(stretches, event.t);
      const isThereThen = before?.state === 'awake' || (event.event === 'resume' && before?.running === true);
      return isThereThen && isInput(event, before) ? [event.t] : [];
    }),
  ].sort((a, b) => a - b);
  for (const [index, from] of inputs.entries()) {
    const gone = stretches.find((stretch) => stretch.from >= from && !stretch.running)?.from ?? end;
    const until = Math.min(inputs[index + 1] ?? end, gone);
    const elapsed = from + Math.max(length, IDLE_TOLD);
    const calm = stretches.filter((stretch) => stretch.from < elapsed && stretch.to > from);
    const [first] = calm;
    const isPlain = calm.every(({ state, offset }) => state === 'awake' && offset === first?.offset);
    if (elapsed > until || first === undefined) {
      if (isPlain) continue;
    }
    if (isPlain && first !== undefined) {
      // What happens at the very end of it may come before or after.
      const sure = elapsed < until && isSure(life, elapsed);
      found.push({ elapsed: from + length, offset: first.offset, within: elapsed - from - length, sure });
      continue;
    }
    const offsets = stretches
      .filter((stretch) => stretch.to >= from && stretch.from <= until)
      .map(({ offset }) => offset);
    const [least, most] = [Math.min(...offsets), Math.max(...offsets)];
    found.push({ elapsed: from, offset: least, within: until - from + most - least, sure: false });
  }
  return found;
}

/** Changes of files within `settle` of the first, in time awake, are one; what was not told when Wakeful went is lost. */
function settled(life: Life, stretches: readonly Stretch[], trigger: CheckedTrigger): readonly Noticed[] {
  const settle = lengthOf(trigger['settle'], 1000);
  const paths = trigger['paths'] as readonly string[];
  const found: Noticed[] = [];
  let open: { readonly awake: number; readonly index: number } | null = null;
  const close = (until: number): void => {
    if (open === null) return;
    for (let index = open.index; index < stretches.length; index += 1) {
      const stretch = stretches[index]!;
      if (!stretch.running) {
        open = null;
        return;
      }
      if (stretch.state !== 'awake') continue;
      const elapsed = stretch.from + open.awake + settle - awakeUntil(stretches, stretch.from);
      if (elapsed > stretch.to) continue;
      if (elapsed > until) return;
      found.push({ elapsed, offset: stretch.offset, within: 0, sure: isSure(life, elapsed) });
      open = null;
      return;
    }
  };
  for (const { event, t, path } of life.timeline.events) {
    close(t);
    const stretch = stretchAt(stretches, t);
    if (event !== 'file' || !isThere(stretch) || stretch === null || open !== null) continue;
    if (!paths.some((watched) => path === watched || String(path).startsWith(`${watched}/`))) continue;
    open = { awake: awakeUntil(stretches, t), index: stretches.indexOf(stretch) };
  }
  close(Infinity);
  return found;
}
