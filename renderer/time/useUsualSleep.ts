import { useMemo } from 'react';
import { useAnswer } from '../api/program.tsx';
import { useNow, useTimes } from './now.tsx';
import type { UsualSleep } from './usualSleep.ts';
import { usualSleep } from './usualSleep.ts';

const HOUR = 3_600_000;
/** How far back is looked, as for the awake chance. */
const DAYS_BACK = 30;

/** The hours of the day in which this computer is usually asleep or off, by its last 30 days (ui.md §3); null while too few are known. */
export function useUsualSleep(): UsualSleep | null {
  const times = useTimes();
  const to = Math.floor(useNow() / HOUR) * HOUR;
  const from = to - DAYS_BACK * 24 * HOUR;
  const bands = useAnswer('timeline', { jobs: [], from, to, width: 1 }).value?.bands;
  return useMemo(() => (bands === undefined ? null : usualSleep(bands, from, to, times)), [bands, from, to, times]);
}
