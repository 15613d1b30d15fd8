/** Every text about a job's rules and what is told of it, in English and in one place (as `texts.ts`). */

const plural = (count: number, one: string, many: string): string => `${String(count)} ${count === 1 ? one : many}`;

export const jobTexts = {
  never: 'Only when started by hand.',
  disabled: (when: string) => `Disabled. ${when}`,
  also: '; also ',
  when: (when: string) => `${when}.`,

  ifAway: {
    both: 'If the computer was asleep or off',
    sleep: 'If the computer was asleep',
    off: 'If the computer was off',
  },
  catchUp: {
    latest: 'it runs once for the latest due moment',
    earliest: 'it runs once for the earliest due moment',
    all: (limit: string) => `it runs for each missed due moment, at most the newest ${limit}`,
    within: (length: string) => `, within ${length}`,
  },
  noCatchUp: 'What is missed while the computer is asleep or off is not caught up.',
  notAfter: { sleep: 'what is missed asleep is not caught up', off: 'what is missed while off is not caught up' },
  /** For a closed row of the editor. */
  catchUpShort: {
    latest: 'Run once when it is back',
    earliest: 'Run once for the earliest when it is back',
    all: (limit: string) => `Run each, at most ${limit}`,
    none: 'Not caught up',
    notAfter: { sleep: ', not after sleep', off: ', not after being off' },
    within: (length: string) => `, within ${length}`,
  },
  /** What would come of a due moment that this computer is likely to miss. */
  wouldCatchUp: {
    yes: 'would catch up',
    no: 'would not catch up',
    notAfter: { sleep: ', but not after sleep', off: ', but not after being off' },
    within: (length: string) => ` within ${length}`,
  },

  waitsFor: (what: string, length: string) => `It waits for ${what}, up to ${length}.`,
  conditionsShort: (what: string) => `Wait for ${what}`,
  noConditions: 'None',
  success: {
    sinceMyLastRun: (name: string) => `a new success of ${name}`,
    today: (name: string) => `a success of ${name} today`,
    within: (name: string, length: string) => `a success of ${name} within ${length}`,
    changed: ' that brings something new',
  },
  notDuring: (count: number) => `Not during ${plural(count, 'blackout', 'blackouts')}.`,

  retries: (limit: number, delay: string) => `tries again up to ${plural(limit, 'time', 'times')}, after ${delay}`,
  notify: (failures: number) =>
    failures === 1 ? 'Notify on the first failure' : `Notify on the ${ordinal(failures)} failure in a row`,
  notNotified: 'No notification',
  failureShort: (parts: readonly string[]) => {
    const text = parts.join(', ');
    return text.slice(0, 1).toUpperCase() + text.slice(1);
  },
} as const;

export const tellTexts = {
  failing: (name: string) => `${name} failed`,
  failures: (count: number) => (count === 1 ? '1 failure' : `${plural(count, 'failure', 'failures')} in a row`),
  failuresWith: (failures: string, how: string) => `${failures}, ${how}`,
  exitCode: (code: number) => `exit code ${String(code)}`,
  lastLine: (text: string, line: string) => `${text}. ${line}`,
  recovered: (name: string) => `${name} works again`,
  recoveredBody: (failures: string, length: string) => `After ${failures} and ${length}.`,
  missed: (name: string) => `${name} did not run`,
  missedNights: (count: number, why: string) => `Did not run for ${plural(count, 'night', 'nights')}: ${why}.`,
  missedTimes: (count: number, why: string) => `Did not run ${plural(count, 'time', 'times')} in a row: ${why}.`,
  eachTime: {
    asleep: 'asleep each time',
    off: 'off each time',
    notRunning: 'Wakeful was not running each time',
    away: 'asleep or off each time',
  },
  usuallyAwake: (time: string) => `At ${time} this computer is usually awake.`,
  stillRunning: (name: string) => `${name} is still running`,
  stillRunningBody: (since: string, length: string) => `Runs since ${since}, for ${length}.`,
  gaveUp: (name: string) => `${name} is no longer restarted`,
  gaveUpBody: (count: number, length: string) =>
    `It was restarted ${plural(count, 'time', 'times')} within ${length}, and ended again.`,
  disabled: (name: string) => `${name} was disabled`,
  disabledBody: (count: number) =>
    `It failed ${plural(count, 'time', 'times')} in a row. Mend it, then enable it again: it has as many tries as before.`,
  overLimit: (name: string) => `${name} uses more than it should`,
  summary: (count: number) => plural(count, 'notification was held back', 'notifications were held back'),
} as const;

function ordinal(count: number): string {
  const words = ['first', 'second', 'third', 'fourth', 'fifth'];
  return words[count - 1] ?? `${String(count)}th`;
}
