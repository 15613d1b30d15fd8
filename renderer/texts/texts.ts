import { editor } from './editor.ts';
import { graph, inbox, sequences, welcome } from './pages.ts';
import { job, jobs } from './jobs.ts';
import { palette } from './palette.ts';
import { api, pause, shell, states, wishes } from './shell.ts';
import { settings } from './settings.ts';
import { timeline, timeOfDay, today } from './time.ts';

/** Every word of the window, in one place: a translation replaces this object and nothing else. */
export const texts = {
  api,
  editor,
  graph,
  inbox,
  job,
  jobs,
  palette,
  pause,
  sequences,
  settings,
  shell,
  states,
  timeline,
  timeOfDay,
  today,
  welcome,
  wishes,
} as const;
