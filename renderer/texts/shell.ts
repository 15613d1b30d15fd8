/** Words of the frame around every screen. */
export const shell = {
  name: 'Wakeful',
  main: 'Main',
  skip: 'Skip to content',
  search: 'Search or run…',
  searchLabel: 'Search or run a command',
  today: 'Today',
  jobs: 'Jobs',
  timeline: 'Timeline',
  graph: 'Graph',
  inbox: 'Inbox',
  sequences: 'Sequences',
  settings: 'Settings',
  running: 'Running',
  andMore: (count: number) => `and ${count} more`,
  pauseEverything: 'Pause everything',
  pausedUntil: (until: string) => `Paused until ${until}`,
  paused: 'Paused',
  unpause: 'Unpause',
  unreadMark: 'unread',
  unread: (count: number) => (count === 1 ? '1 unread' : `${count} unread`),
  newJob: 'New job',
  notFound: 'There is nothing here.',
  notFoundText: 'The address leads to no page of this window.',
  toToday: 'Go to Today',
} as const;

export const api = {
  unexpectedAnswer: (status: number) => `The program answered with something unexpected (status ${status}).`,
} as const;

export const states = {
  loading: 'Loading',
  problem: 'This could not be shown.',
  lost: 'Wakeful is not answering.',
  lostText: (from: string, wait: string) =>
    `What you see is from ${from}. Jobs may still be running. Trying again in ${wait}.`,
  tryNow: 'Try now',
  refused: 'This window is not let in.',
  refusedText:
    'Its address lacks the token, or Wakeful was started anew. Open the address that Wakeful prints when it starts, or run “wakeful status” to see it.',
  readOnly: 'Nothing can be changed here.',
  gotIt: 'Got it',
} as const;

export const wishes = {
  notDone: 'Not done',
  noLine: 'Wakeful is not answering. Nothing was changed.',
  close: 'Close',
  started: (name: string) => `${name} was started.`,
  startedAgain: 'Started again for this due moment.',
  nothingToSkip: 'There is nothing coming up to skip.',
  skipped: (when: string) => `The due moment ${when} will be skipped.`,
  deleted: (name: string) => `${name} was deleted.`,
  undo: 'Undo',
  restored: 'It is back.',
  copyOf: (name: string) => `${name} (copy)`,
} as const;

export const pause = {
  title: 'Pause until…',
  hour: '1 hour',
  untilClock: (clock: string) => `until ${clock}`,
  tomorrow: (clock: string) => `until tomorrow ${clock}`,
  monday: (day: string) => `until ${day}`,
  open: 'until I say so',
  at: 'until a date and time…',
  atLabel: 'Pause until',
  until: (day: string) => `Paused until ${day}.`,
  past: 'Choose a time that is still to come.',
  confirm: 'Pause',
  cancel: 'Cancel',
} as const;
