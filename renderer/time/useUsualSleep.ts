import { useMemo } from 'react';
import { useAnswer } from '../api/program.tsx';
import { useNow, useTimes } from './now.tsx';
import type { UsualSleep } from './usualSleep.ts';
import { usualSleep, usualWaking } from './usualSleep.ts';

const HOUR = 3_600_000;
/** How far back is looked, as for the awake chance. */
const DAYS_BACK = 30;

/** The machine's last 30 days, to the hour. */
function useLastDays() {
  const to = Math.floor(useNow() / HOUR) * HOUR;
  const from = to - DAYS_BACK * 24 * HOUR;
  return { from, to, bands: useAnswer('timeline', { jobs: [], from, to, width: 1 }).value?.bands };
}

/** An instant at whose time of day this computer usually wakes, by its last 30 days; null while too few are known. */
export function useUsualWaking(): number | null {
  const times = useTimes();
  const { bands } = useLastDays();
  return useMemo(() => (bands === undefined ? null : usualWaking(bands, times)), [bands, times]);
}

/** The hours of the day in which this computer is usually asleep or off, by its last 30 days (ui.md §3); null while too few are known. */
export function useUsualSleep(): UsualSleep | null {
  const times = useTimes();
  const { from, to, bands } = useLastDays();
  return useMemo(() => (bands === undefined ? null : usualSleep(bands, from, to, times)), [bands, from, to, times]);
}
