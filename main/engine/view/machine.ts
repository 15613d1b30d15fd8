import type { MachineBand, TimelineView } from '../../../preload/contract.ts';
import { duration, type Instant, instant } from '../../core/time/instant.ts';
import type { Zone } from '../../core/time/zone.ts';
import { durationText } from '../../core/words/durations.ts';
import type { Reading } from './reading.ts';
import { localZone } from './reading.ts';

/** Machine history within [from, to], neighbours of the same state joined; the current stretch reaches up to now. */
export function machineBands(reading: Reading, from: Instant, to: Instant): readonly MachineBand[] {
  const { ledger, scheduler, clock } = reading;
  const current = scheduler.machine;
  const spans = ledger.machineBetween(from, to).filter(({ id }) => id !== current.id);
  const bands: { state: MachineBand['state']; from: number; to: number }[] = [];
  for (const span of [...spans, { ...current, to: clock.now() }]) {
    const band = { state: span.state, from: Math.max(span.from, from), to: Math.min(span.to, to) };
    if (band.to <= band.from) continue;
    const last = bands[bands.length - 1];
    if (last !== undefined && last.state === band.state && last.to >= band.from) last.to = Math.max(last.to, band.to);
    else bands.push(band);
  }
  return bands;
}

/** Changes of the zone's offset in view, as the axis names them: "clocks back 1 h" (ui.md §4.3). */
export function zoneChanges(reading: Reading, from: Instant, to: Instant): TimelineView['zoneChanges'] {
  const changes: { at: number; text: string }[] = [];
  for (const { at, before, after } of transitionsOf(localZone(reading), from, to)) {
    const by = durationText(duration(Math.abs(after - before)));
    changes.push({ at, text: after > before ? `clocks forward ${by}` : `clocks back ${by}` });
  }
  return changes;
}

/** A view of centuries shows no single change. */
const MOST_CHANGES = 24;

function transitionsOf(zone: Zone, from: Instant, to: Instant) {
  const found = [];
  for (const transition of zone.transitions(instant(from - 1), to)) {
    found.push(transition);
    if (found.length > MOST_CHANGES) return [];
  }
  return found;
}
