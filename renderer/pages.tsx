import { lazy } from 'react';

/** The pages, each with its code: none waits for that of another. Today is in the window from the beginning. */
const loads = {
  editor: () => import('./features/editor/EditorPage.tsx').then((module) => ({ default: module.EditorPage })),
  graph: () => import('./features/graph/GraphPage.tsx').then((module) => ({ default: module.GraphPage })),
  inbox: () => import('./features/inbox/InboxPage.tsx').then((module) => ({ default: module.InboxPage })),
  job: () => import('./features/runs/JobPage.tsx').then((module) => ({ default: module.JobPage })),
  jobs: () => import('./features/jobs/JobsPage.tsx').then((module) => ({ default: module.JobsPage })),
  sequences: () =>
    import('./features/sequences/SequencesPage.tsx').then((module) => ({ default: module.SequencesPage })),
  settings: () => import('./features/settings/SettingsPage.tsx').then((module) => ({ default: module.SettingsPage })),
  timeline: () => import('./features/timeline/TimelinePage.tsx').then((module) => ({ default: module.TimelinePage })),
};

export const EditorPage = lazy(loads.editor);
export const GraphPage = lazy(loads.graph);
export const InboxPage = lazy(loads.inbox);
export const JobPage = lazy(loads.job);
export const JobsPage = lazy(loads.jobs);
export const SequencesPage = lazy(loads.sequences);
export const SettingsPage = lazy(loads.settings);
export const TimelinePage = lazy(loads.timeline);

/** How long after the window has opened the other pages are fetched, in milliseconds: what was asked for comes first. */
const LATER = 1500;

/** Fetches every page that was not opened yet. One that cannot be fetched now is fetched, and told of, when somebody goes there. */
export async function fetchPages(): Promise<void> {
  await Promise.allSettled(Object.values(loads).map((load) => load()));
}

/** Fetches the other pages a while after the window has opened, so that going to one waits for nothing. Returns the end of it. */
export function fetchPagesLater(): () => void {
  const timer = setTimeout(() => void fetchPages(), LATER);
  return () => clearTimeout(timer);
}
