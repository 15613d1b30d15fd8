import type { Run } from '../../core/job.ts';

/** Characters that no shell touches. */
const PLAIN = /^[A-Za-z0-9_@%+=:,./~-]+$/;

/** Longest line of a script that is shown. */
const LONGEST = 200;

/** What a job runs, as a person would type it: a command with quotes where they are needed, the shell text, the first line of a script. */
export function commandText(run: Run): string {
  if ('command' in run) return run.command.map(quoted).join(' ');
  const text = 'shell' in run ? run.shell : run.script;
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('#!'));
  const first = (lines[0] ?? '').trim();
  return lines.length > 1 || first.length > LONGEST ? `${first.slice(0, LONGEST)} …` : first;
}

const quoted = (word: string): string => (PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`);
