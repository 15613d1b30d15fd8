import type { QuitRule } from '../engine/ports.ts';

/** What a person is asked who quits while jobs run: the words of the dialog, and what each button means. */
export interface QuitQuestion {
  readonly message: string;
  readonly detail: string;
  readonly buttons: readonly string[];
  /** By button; null: Wakeful goes on. */
  readonly meanings: readonly (QuitRule | null)[];
  readonly checkboxLabel: string;
}

/** So many are named; the others are counted. */
const NAMED = 4;

/** Asks about jobs by their names; one that runs several times is named once. */
export function quitQuestion(running: readonly string[]): QuitQuestion {
  const names = [...new Set(running)];
  const one = names.length === 1;
  const it = one ? 'it' : 'them';
  return {
    message: one ? `“${names[0] ?? ''}” is running.` : `${String(names.length)} jobs are running: ${listed(names)}.`,
    detail: `Nothing else starts once Wakeful quits. What is stopped counts as interrupted; what is left running goes on by itself, and Wakeful finds it again when it starts.`,
    buttons: [`Finish first`, `Stop ${it}`, `Leave ${it} running`, 'Cancel'],
    meanings: ['finish', 'stop', 'leave', null],
    checkboxLabel: 'Do this every time, without asking',
  };
}

function listed(names: readonly string[]): string {
  const shown = names.length <= NAMED + 1 ? names : names.slice(0, NAMED);
  const more = names.length - shown.length;
  const last = more > 0 ? `${String(more)} more` : (shown[shown.length - 1] ?? '');
  const before = more > 0 ? shown : shown.slice(0, -1);
  return `${before.join(', ')} and ${last}`;
}

/** What Quit in the tray says while jobs run: what it will do with them. */
export function quitLabel(rule: QuitRule | 'ask', running: number): string {
  if (running === 0) return 'Quit';
  const jobs = running === 1 ? '1 running job' : `${String(running)} running jobs`;
  switch (rule) {
    case 'ask':
      return 'Quit…';
    case 'stop':
      return `Quit, stopping ${jobs}`;
    case 'finish':
      return `Quit when ${jobs} ${running === 1 ? 'has' : 'have'} ended`;
    case 'leave':
      return `Quit, leaving ${jobs} at work`;
  }
}
