import type { Instant } from '../time/instant.ts';
import { stepTexts } from './texts.ts';
import type { RunFacts } from './runText.ts';
import { clockText, preciseClockText } from './times.ts';
import type { DueFacts, WhyContext } from './why.ts';

/** One mark of the small picture that explains a due moment. */
export interface WhyStep {
  readonly kind: 'due' | 'asleep' | 'woke' | 'off' | 'on' | 'waited' | 'started' | 'ended' | 'decided';
  readonly at: Instant;
  /** "woke 08:10". */
  readonly text: string;
}

/**
 * The steps of a due moment in order of time, only those there are (ui.md §4.4). They are told to the minute; to the second where two of them
 * would read the same that are not.
 */
export function whySteps(entry: DueFacts, run: RunFacts | null, context: WhyContext): readonly WhyStep[] {
  const steps: WhyStep[] = [];
  const add = (kind: WhyStep['kind'], at: Instant | null | undefined, text: string): void => {
    if (at !== null && at !== undefined) steps.push({ kind, at, text });
  };
  const { facts } = entry;
  const away = facts.cause ?? entry.reason;
  if (away === 'asleep') {
    add('asleep', facts.from, stepTexts.asleep);
    add('woke', facts.to, stepTexts.woke);
  } else if (away === 'off' || away === 'notRunning') {
    add('off', facts.from, away === 'off' ? stepTexts.off : stepTexts.quit);
    add('on', facts.to, away === 'off' ? stepTexts.on : stepTexts.launched);
  }
  add('due', entry.due, stepTexts.due);
  add('waited', facts.waitingSince, stepTexts.waited);
  add('started', run?.started, stepTexts.started);
  add('ended', run?.ended, stepTexts.ended);
  if (run === null && entry.fate !== 'comingUp') add('decided', entry.decided, stepTexts.decided);
  steps.sort((a, b) => a.at - b.at);
  const secondsIn = new Map<string, Set<number>>();
  for (const { at } of steps) {
    const clock = clockText(at, context);
    secondsIn.set(clock, (secondsIn.get(clock) ?? new Set()).add(Math.floor(at / 1000)));
  }
  return steps.map(({ kind, at, text }) => {
    const clock = clockText(at, context);
    const told = (secondsIn.get(clock)?.size ?? 0) > 1 ? preciseClockText(at, context) : clock;
    return { kind, at, text: `${text} ${told}` };
  });
}
