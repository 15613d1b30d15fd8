import { laterPart } from './parts/laterPart.tsx';

/** The pages, each with its code: none waits for that of another. Today is in the window from the beginning. */
const loads = {
  editor: () => import('./features/editor/EditorPage.tsx').then((module) => module.EditorPage),
  graph: () => import('./features/graph/GraphPage.tsx').then((module) => module.GraphPage),
  inbox: () => import('./features/inbox/InboxPage.tsx').then((module) => module.InboxPage),
  job: () => import('./features/runs/JobPage.tsx').then((module) => module.JobPage),
  jobs: () => import('./features/jobs/JobsPage.tsx').then((module) => module.JobsPage),
  sequences: () => import('./features/sequences/SequencesPage.tsx').then((module) => module.SequencesPage),
  settings: () => import('./features/settings/SettingsPage.tsx').then((module) => module.SettingsPage),
  timeline: () => import('./features/timeline/TimelinePage.tsx').then((module) => module.TimelinePage),
};

const editor = laterPart(loads.editor);
const graph = laterPart(loads.graph);
const inbox = laterPart(loads.inbox);
const job = laterPart(loads.job);
const jobs = laterPart(loads.jobs);
const sequences = laterPart(loads.sequences);
const settings = laterPart(loads.settings);
const timeline = laterPart(loads.timeline);

export const EditorPage = editor.Part;
export const GraphPage = graph.Part;
export const InboxPage = inbox.Part;
export const JobPage = job.Part;
export const JobsPage = jobs.Part;
export const SequencesPage = sequences.Part;
export const SettingsPage = settings.Part;
export const TimelinePage = timeline.Part;

/** Which page a place of the window is (ui.md §2). */
const places: readonly (readonly [RegExp, { readonly fetch: () => Promise<unknown> }])[] = [
  [/^\/new|^\/jobs\/[^/]+\/edit/, editor],
  [/^\/jobs\/./, job],
  [/^\/jobs/, jobs],
  [/^\/timeline/, timeline],
  [/^\/graph/, graph],
  [/^\/inbox/, inbox],
  [/^\/sequences/, sequences],
  [/^\/settings/, settings],
];

/** Fetches the code of the page at a place before it is drawn; resolves in any case. */
export async function fetchPageAt(place: string): Promise<void> {
  await places
    .find(([pattern]) => pattern.test(place))?.[1]
    .fetch()
    .catch(() => undefined);
}

/** How long after the window has opened the other pages are fetched, in milliseconds: what was asked for comes first. */
const LATER = 1500;

/** Fetches every page that was not opened yet. */
export async function fetchPages(): Promise<void> {
  await Promise.allSettled(places.map(([, page]) => page.fetch()));
}

/** Fetches the other pages a while after the window has opened, so that going to one waits for nothing. Returns the end of it. */
export function fetchPagesLater(): () => void {
  const timer = setTimeout(() => void fetchPages(), LATER);
  return () => clearTimeout(timer);
}
