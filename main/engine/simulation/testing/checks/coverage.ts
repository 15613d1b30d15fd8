/** Every due moment has exactly one entry, and every entry is of due moments (semantics §10.1). */
import {
  dueLines,
  iso,
  ms,
  shown,
  isSwitched,
  type CheckedJob,
  type CheckedTrigger,
  type DueLine,
  type Life,
  type Say,
} from '../life.ts';
import { whileEnabled } from '../oracles/enabled.ts';
import { expectedEvents } from '../oracles/events.ts';
import { expectedDue, type Expected } from '../oracles/expected.ts';
import { checkAfter } from './upstreams.ts';
import { type Era, type Stretch } from '../truth.ts';

export function checkCoverage(
  life: Life,
  job: CheckedJob,
  trigger: CheckedTrigger,
  index: number,
  eras: readonly Era[],
  stretches: readonly Stretch[],
  say: Say,
): void {
  const mine = dueLines(life).filter((line) => line.job === job.id && line.trigger === index);
  const name = `${job.id}/${String(index)}`;
  if (trigger.type === 'after') {
    checkAfter(life, job, trigger, mine, say);
    return;
  }
  const events = expectedEvents(life, trigger, stretches);
  if (events !== null) {
    matchEvents(mine, events, isSwitched(life, job), name, say);
    return;
  }
  for (const era of eras) {
    const due = expectedDue(life, job, trigger, eras, era);
    const lines = mine.filter((line) => (line.era ?? 1) === era.number);
    if (due === null) {
      checkOnce(lines, say);
      continue;
    }
    const own = whileEnabled(life, job, trigger, stretches, due);
    const covered = matchLines(lines, own ?? due, say);
    // Stopped for good before writing what was due at that instant, Wakeful will account for it when it runs again.
    const isOwed = (at: number): boolean => at === era.to && life.stopped.some(({ up }) => up > life.timeline.end);
    const lost = (own ?? []).filter((moment) => !moment.optional && !covered.has(moment) && !isOwed(moment.at));
    if (lost[0] !== undefined) {
      say(
        `${String(lost.length)} due moments of ${name} lost in era ${String(era.number)}, the first ${iso(lost[0].at)}`,
      );
    }
  }
}

/** Lines of which no oracle says when they are due: no two of the same moment. */
function checkOnce(lines: readonly DueLine[], say: Say): void {
  const seen = new Map<string, DueLine>();
  for (const line of lines) {
    const other = seen.get(line.due);
    if (other !== undefined) say(`${line.due} has two entries: ${shown(other)} and ${shown(line)}`);
    seen.set(line.due, line);
  }
}

/** Finds each line's due moments among those expected, which it covers from the first to the last. */
function matchLines(lines: readonly DueLine[], due: readonly Expected[], say: Say): ReadonlyMap<Expected, DueLine> {
  const covered = new Map<Expected, DueLine>();
  const isAt = (moment: Expected, at: number): boolean => moment.at <= at && at <= moment.latest;
  for (const line of [...lines].sort((a, b) => ms(a.due) - ms(b.due))) {
    // Where two may be meant, at the border of two zones, the first one that nothing else was for.
    const free = due.findIndex((moment) => isAt(moment, ms(line.due)) && !covered.has(moment));
    const from = free < 0 ? due.findIndex((moment) => isAt(moment, ms(line.due))) : free;
    let to = from;
    if (line.last !== undefined) {
      to = due.length - 1;
      while (to >= 0 && !isAt(due[to]!, ms(line.last))) to -= 1;
    }
    if (from < 0 || to < from) {
      say(`an entry for what was not due: ${shown(line)}`);
      continue;
    }
    const inside = due.slice(from, to + 1);
    const least = inside.filter(({ optional }) => !optional).length;
    const count = line.count ?? 1;
    if (count < least || count > inside.length)
      say(`a span of ${String(inside.length)} that counts otherwise: ${shown(line)}`);
    for (const moment of inside) {
      const other = covered.get(moment);
      if (other !== undefined) say(`${iso(moment.at)} has two entries: ${shown(other)} and ${shown(line)}`);
      covered.set(moment, line);
    }
  }
  return covered;
}

/** Events are due as often as they were noticed, whatever the clock showed: two may have the same instant. */
function matchEvents(
  lines: readonly DueLine[],
  events: readonly Expected[],
  switched: boolean,
  name: string,
  say: Say,
): void {
  const open = [...events];
  for (const line of lines) {
    const at = ms(line.due);
    const isOf = (event: Expected): boolean => event.at <= at && at <= event.latest;
    // What must have come goes before what may have: its window can be wide.
    const sure = open.findIndex((event) => !event.optional && isOf(event));
    const found = sure < 0 ? open.findIndex(isOf) : sure;
    if (found < 0 || (line.count ?? 1) > 1) say(`an entry for what did not happen: ${shown(line)}`);
    else open.splice(found, 1);
  }
  const lost = open.filter(({ optional }) => !optional);
  if (lost[0] !== undefined && !switched)
    say(`${String(lost.length)} events of ${name} lost, the first ${iso(lost[0].at)}`);
}
