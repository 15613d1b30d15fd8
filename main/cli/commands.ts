import type { Command } from './command.ts';

interface Entry {
  /** One line in the list of commands. */
  readonly summary: string;
  /** Commands are loaded when they are called: `wakeful next` never waits for the server's code. */
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** Every command, in the order in which the help lists them. One line each. */
export const commands: Readonly<Record<string, Entry>> = {
  add: { summary: 'add a job', load: () => import('./commands/add.ts') },
  list: { summary: 'list the jobs', load: () => import('./commands/list.ts') },
  show: { summary: 'show a job as it is saved', load: () => import('./commands/show.ts') },
  remove: { summary: 'remove a job', load: () => import('./commands/remove.ts') },
  enable: { summary: 'enable a job', load: () => import('./commands/enable.ts') },
  disable: { summary: 'disable a job', load: () => import('./commands/disable.ts') },
  run: { summary: 'run a job now', load: () => import('./commands/run.ts') },
  stop: { summary: 'stop what runs', load: () => import('./commands/stop.ts') },
  pause: { summary: 'pause a job, or everything', load: () => import('./commands/pause.ts') },
  unpause: { summary: 'end a pause', load: () => import('./commands/unpause.ts') },
  skip: { summary: 'skip the next due moment of a job', load: () => import('./commands/skip.ts') },
  status: { summary: 'what runs, what is next, what is wrong', load: () => import('./commands/status.ts') },
  history: { summary: 'past runs', load: () => import('./commands/history.ts') },
  output: { summary: 'the output of a run', load: () => import('./commands/output.ts') },
  why: { summary: 'why a job ran, or did not', load: () => import('./commands/why.ts') },
  env: { summary: 'the environment of a job, beside that of cron', load: () => import('./commands/env.ts') },
  secret: { summary: 'keep, list and forget secrets of jobs', load: () => import('./commands/secret.ts') },
  next: { summary: 'when a schedule is due next (needs no running Wakeful)', load: () => import('./commands/next.ts') },
  explain: {
    summary: 'what a schedule means (needs no running Wakeful)',
    load: () => import('./commands/explain.ts'),
  },
  simulate: {
    summary: 'what would happen, on a virtual computer (needs no running Wakeful)',
    load: () => import('./commands/simulate.ts'),
  },
  serve: {
    summary: 'run Wakeful without a desktop, its window in the browser',
    load: () => import('./commands/serve.ts'),
  },
};
