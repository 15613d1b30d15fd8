/** What the ledger says of the computer and its clock (semantics §5.7, §8). */
import { iso, ms, shown, type Life, type MachineLine, type Say } from '../life.ts';
import { absencesOf, NOTICED_WITHIN, type Era, type Stretch } from '../truth.ts';

export function checkEras(life: Life, eras: readonly Era[], say: Say): void {
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

/** The spans tile the timeline, and say what the machine did, as far as Wakeful can know (semantics §8). */
export function checkMachine(life: Life, stretches: readonly Stretch[], stepped: boolean, say: Say): void {
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
