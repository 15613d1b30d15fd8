import type { TodayView } from '../../../preload/contract.ts';
import type { Times } from '../../time/times.ts';
import type { UsualSleep } from '../../time/usualSleep.ts';
import { usualSleepIn } from '../../time/usualSleep.ts';
import { texts } from '../../texts/texts.ts';

const DAY = 86_400_000;

/** What would come of a due moment at which this computer is usually asleep or off; null where it is usually awake, or too little is known. */
export function asleepText(
  { due: { due }, ifAway, within }: Pick<TodayView['comingUp'][number], 'due' | 'ifAway' | 'within'>,
  usual: UsualSleep | null,
  times: Times,
): string | null {
  if (usual?.[times.hour(due)] !== true) return null;
  const [asleep] = usualSleepIn(usual, due, due + DAY, times);
  const tooLate = within !== null && asleep !== undefined && asleep.to - due > within;
  return tooLate ? texts.today.usuallyTooLate : texts.today.usuallyAsleep(ifAway);
}
