/**
 * Every text that explains a fate, a run, a condition or a job, in English and in one place: to translate, translate this file
 * (ui.md §5). Times and durations come in already written.
 */

const plural = (count: number, one: string, many: string): string => `${String(count)} ${count === 1 ? one : many}`;

const list = (items: readonly string[], word: string): string =>
  items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} ${word} ${items[items.length - 1] ?? ''}`;

export const texts = {
  weekdays: ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'],
  months: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  units: {
    ms: (count: number) => `${String(count)} ms`,
    s: (count: number) => `${String(count)} s`,
    min: (count: number) => `${String(count)} min`,
    h: (count: number) => `${String(count)} h`,
    days: (count: number) => plural(count, 'day', 'days'),
  },
  spoken: {
    seconds: (count: number) => plural(count, 'second', 'seconds'),
    minutes: (count: number) => plural(count, 'minute', 'minutes'),
    hours: (count: number) => plural(count, 'hour', 'hours'),
  },
  at: (time: string) => `at ${time}`,
  onAt: (date: string, time: string) => `on ${date} at ${time}`,
  dateAndTime: (date: string, time: string) => `${date}, ${time}`,
  and: (items: readonly string[]) => list(items, 'and'),
  or: (items: readonly string[]) => list(items, 'or'),
} as const;

/** What conditions are called, and what they say. */
export const conditionTexts = {
  names: {
    network: 'the network',
    mains: 'mains power',
    battery: 'battery power',
    idle: (length: string) => `${length} without input`,
    load: (below: string) => `a load below ${below}`,
    wifi: (names: readonly string[]) => `the wireless network ${texts.or(names)}`,
    command: (command: string) => `${command} to succeed`,
  },
  idleUnknown: 'this computer cannot tell',
  idleFor: (length: string) => `idle for ${length}`,
  load: (load: string) => `load ${load}`,
  noWifi: 'no wireless network',
  wifi: (name: string) => `wireless network ${name}`,
  notAsked: 'not asked yet',
} as const;

/** Why a due moment came to its fate (ui.md §3). */
export const whyTexts = {
  dueAndOnTime: (when: string) => `Due ${when} and started on time.`,
  dueOnTimeAnd: (when: string, ending: string) => `Due ${when}, started on time, and ${ending}.`,
  dueAndStarted: (due: string, started: string, because: string) =>
    `It was due ${due} and started ${started}${because === '' ? '' : `, ${because}`}.`,
  dueAnd: (when: string, ending: string) => `Due ${when}. It ${ending}.`,
  itEnded: (ending: string) => `It ${ending}.`,
  many: (count: string, first: string, last: string) => `${count} due moments from ${first} to ${last}`,
  manyAnd: (many: string, rest: string) => `${many}. ${rest}`,

  because: {
    asleep: (from: string | null, to: string | null) => `because this computer was asleep${stretch(from, to)}`,
    off: (from: string | null, to: string | null) => `because this computer was off${stretch(from, to)}`,
    notRunning: (from: string | null, to: string | null) => `because Wakeful was not running${stretch(from, to)}`,
    busy: (to: string | null) => `because other runs came first${to === null ? '' : ` until ${to}`}`,
    waited: (what: string | null, to: string | null) =>
      `because it waited${what === null ? '' : ` for ${what}`}${to === null ? '' : ` until ${to}`}`,
    clockChanged: (from: string | null, to: string | null) =>
      from === null || to === null ? 'because the clock jumped' : `because the clock jumped from ${from} to ${to}`,
  },
  while: {
    asleep: 'while this computer was asleep',
    off: 'while this computer was off',
    notRunning: 'while Wakeful was not running',
    busy: 'while another run was waiting to start',
    waited: (what: string | null) => (what === null ? 'while an earlier one waited' : `while it waited for ${what}`),
    clockChanged: 'when the clock jumped',
  },
  away: {
    asleep: 'this computer was asleep',
    off: 'this computer was off',
    notRunning: 'Wakeful was not running',
    busy: 'other runs came first',
    waited: 'it waited',
    clockChanged: 'the clock jumped',
  },
  cameBack: {
    asleep: (later: string) => `this computer woke ${later} later`,
    off: (later: string) => `this computer was on again ${later} later`,
    notRunning: (later: string) => `Wakeful ran again ${later} later`,
    other: (later: string) => `it could run ${later} later`,
  },

  answersForIt: (run: string, due: string, during: string) => `${run} answers for it. It was due ${due}, ${during}.`,
  answersForAll: (many: string, during: string, run: string) =>
    `${many} passed ${during}. ${run} answers for all of them.`,
  theRunAt: (when: string) => `The run ${when}`,
  theRunInLine: 'The run in line',

  waits: (what: string | null, since: string) => `Waits${what === null ? '' : ` for ${what}`} since ${since}.`,
  givesUp: (when: string, inHow: string) => `Gives up ${when}, in ${inHow}.`,
  givesUpNow: (when: string) => `Gives up ${when}, now.`,
  inLineBehind: (when: string) => `In line behind the run that started ${when}.`,
  inLine: 'In line: other runs come first.',
  runsSince: (since: string, usually: string | null) =>
    `Runs since ${since}${usually === null ? '' : `, usually ${usually}`}.`,
  comingUp: (when: string, inHow: string | null) => `Due ${when}, ${inHow === null ? 'now' : `in ${inHow}`}.`,
  willBeSkipped: (sentence: string) => `${sentence} It will be skipped, as you chose.`,
  expected: (when: string, inHow: string | null, after: string) =>
    `Expected ≈ ${when}, ${inHow === null ? 'now' : `in ${inHow}`}, after ${after}.`,

  skipped: {
    paused: (from: string | null, until: string | null) =>
      from === null
        ? `The job was paused${until === null ? '' : ` until ${until}`}`
        : `The job was paused from ${from} ${until === null ? 'on' : `until ${until}`}`,
    skipNext: (when: string | null) => `You chose to skip it${when === null ? '' : `, ${when}`}`,
    stillRunning: (from: string | null, until: string | null) =>
      from === null
        ? 'The run before it was still going on'
        : until === null
          ? `The run from ${from} was still going on`
          : `The run from ${from} went on until ${until}`,
    sequenceCancelled: (name: string | null, when: string) => `${name ?? 'The sequence'} was cancelled ${when}`,
    dismissed: (when: string, what: string | null) =>
      `You dismissed it ${when}${what === null ? '' : ` while it waited for ${what}`}`,
    jobChanged: (when: string) => `The job was changed ${when} and is no longer due then`,
    blackout: (from: string | null, to: string | null) =>
      from === null || to === null ? 'It fell into a blackout' : `It fell into the blackout from ${from} to ${to}`,
    blackoutDays: (first: string, last: string) =>
      first === last ? `It fell into the blackout on ${first}` : `It fell into the blackout from ${first} to ${last}`,
    plain: 'It was skipped',
  },
  didNotRun: (why: string) => `Did not run: ${why}.`,
  expired: {
    noCatchUp: (away: string, notAfterThat: boolean) =>
      `${away}, and the job does not catch up${notAfterThat ? ' after that' : ''}`,
    tooLate: (useful: string | null, back: string) =>
      useful === null ? `it was useful for a shorter time: ${back}` : `it was useful for ${useful}, and ${back}`,
    overLimit: (missed: string | null, limit: string | null) =>
      missed === null
        ? `more were missed than the job runs${limit === null ? '' : `: the newest ${limit}`}`
        : `${missed} were missed and the job runs the newest ${limit ?? 'few'}`,
    conditionDeadline: (what: string, until: string) => `it waited for ${what} until ${until}, its deadline`,
    upstreamFailed: (name: string, when: string | null) =>
      `${name} failed${when === null ? '' : ` ${when}`}, and this job follows a success`,
    upstreamNotRun: (name: string, until: string | null) =>
      until === null ? `${name} did not run` : `it waited until ${until} for ${name}, which did not run`,
    plain: 'it could no longer run',
  },
  something: 'what it needs',
  anotherJob: 'the job before it',
} as const;

/** How a run ended, as the rest of a sentence and as a sentence of its own. */
export const runTexts = {
  succeeded: (after: string | null) => `succeeded${after === null ? '' : ` after ${after}`}`,
  failed: (after: string | null, exitCode: string | null) =>
    `failed${after === null ? '' : ` after ${after}`}${exitCode === null ? '' : ` with exit code ${exitCode}`}`,
  killed: (after: string | null, signal: string | null) =>
    `was ended${signal === null ? '' : ` by ${signal}`}${after === null ? '' : ` after ${after}`}`,
  timedOut: (after: string | null) => `was stopped at its time limit${after === null ? '' : `, after ${after}`}`,
  couldNotStart: (message: string | null) => `could not start${message === null ? '' : `: ${message}`}`,
  interrupted: (after: string | null, why: string | null) =>
    `was interrupted${after === null ? '' : ` after ${after}`}: ${why ?? 'Wakeful or this computer went away'}`,
  youStopped: (when: string | null, after: string | null) =>
    `You stopped it${when === null ? '' : ` ${when}`}${after === null ? '' : `, after ${after}`}.`,
  stoppedBecause: (when: string | null, after: string | null, why: string) =>
    `It was stopped${when === null ? '' : ` ${when}`}${after === null ? '' : `, after ${after}`}: ${why}.`,
  stopped: (after: string | null) => `was stopped${after === null ? '' : ` after ${after}`}`,
  running: (since: string) => `runs since ${since}`,
  notStarted: 'has not started',
  notEnded: 'has not ended',
} as const;

/** Dense forms: no verb, no full stop (ui.md §5). */
export const labelTexts = {
  ran: 'Ran',
  ranAttempts: (attempts: number) => `Ran, ${plural(attempts, 'attempt', 'attempts')}`,
  failed: (exitCode: string | null) => (exitCode === null ? 'Failed' : `Failed, exit code ${exitCode}`),
  killed: (signal: string | null) => (signal === null ? 'Ended by a signal' : `Ended by ${signal}`),
  timedOut: 'Timed out',
  couldNotStart: 'Could not start',
  interrupted: 'Interrupted',
  stopped: 'Stopped',
  caughtUp: (time: string | null) => (time === null ? 'Caught up' : `Caught up ${time}`),
  coalesced: 'Coalesced',
  many: (count: string, label: string, until: string) =>
    `${count} ${label.slice(0, 1).toLowerCase()}${label.slice(1)}, until ${until}`,
  skipped: {
    paused: 'Skipped, paused',
    skipNext: 'Skipped, as you chose',
    stillRunning: 'Skipped, still running',
    sequenceCancelled: 'Skipped, sequence cancelled',
    dismissed: 'Skipped, dismissed',
    jobChanged: 'Skipped, job changed',
    blackout: 'Skipped, blackout',
  },
  skippedPlain: 'Skipped',
  expired: {
    noCatchUp: 'Expired, no catching up',
    tooLate: 'Expired, too late',
    overLimit: 'Expired, over the limit',
    conditionDeadline: (what: string | null) =>
      what === null ? 'Expired, waited too long' : `Expired, ${lacking(what)}`,
    upstreamFailed: (name: string | null) => `Expired, ${name ?? 'upstream'} failed`,
    upstreamNotRun: (name: string | null) => `Expired, ${name ?? 'upstream'} did not run`,
  },
  expiredPlain: 'Expired',
  waiting: 'Waiting',
  queued: 'In line',
  running: 'Running',
  comingUp: 'Coming up',
} as const;

/** "no network", "no mains power"; what does not read so is "waited for …". */
const lacking = (what: string): string =>
  /^(?:the network|mains power|battery power)$/.test(what) ? `no ${what.replace(/^the /, '')}` : `waited for ${what}`;

function stretch(from: string | null, to: string | null): string {
  if (from !== null && to !== null) return ` from ${from} to ${to}`;
  if (from !== null) return ` since ${from}`;
  return to === null ? '' : ` until ${to}`;
}

/** Names of the facts under a sentence. */
export const factTexts = {
  due: 'Due',
  lastDue: 'Last due',
  count: 'Due moments',
  rule: 'Rule',
  waitedFor: 'Waited for',
  lastSaid: 'It last said',
  waitedSince: 'Waiting since',
  deadline: 'Deadline',
  within: 'Useful for',
  missed: 'Missed',
  limit: 'Limit',
  upstream: 'Other job',
  byRun: 'Because of run',
  wished: 'You chose it',
  decided: 'Decided',
  run: 'Run',
  answeredBy: 'Answered by',
  answersFor: 'Answers also for',
  others: (count: number, counted: string, when: string) =>
    count === 1 ? `1 due moment, ${when}` : `${counted} due moments, ${when}`,
  started: 'Started',
  late: 'Late by',
  ended: 'Ended',
  took: 'Took',
  message: 'What it said',
  outputs: 'Outputs',
  attempts: (count: number) => plural(count, 'attempt', 'attempts'),
  exitCode: (code: number) => `exit code ${String(code)}`,
  fromTo: (from: string, to: string) => `${from} to ${to}`,
  stretch: {
    asleep: 'Asleep',
    off: 'Off',
    notRunning: 'Not running',
    clockChanged: 'Clock',
    paused: 'Paused',
    blackout: 'Blackout',
    stillRunning: 'Still running',
  },
} as const;

/** Marks of the small picture under a sentence. */
export const stepTexts = {
  due: 'due',
  asleep: 'asleep since',
  woke: 'woke',
  off: 'off since',
  on: 'on again',
  quit: 'not running since',
  launched: 'launched',
  waited: 'waits since',
  started: 'started',
  ended: 'ended',
  decided: 'decided',
} as const;
