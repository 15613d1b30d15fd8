import { useEffect, useState } from 'react';
import type { OutputMatch } from '../../../preload/contract.ts';
import { useApi } from '../../api/program.tsx';

/** Lines that are found at most. */
const MOST = 500;
/** Typing is let go on for this long before the program is asked, in milliseconds. */
const PAUSE = 200;

/** What was found in everything that is kept of a run. */
export interface Found {
  readonly matches: readonly OutputMatch[];
  /** There are more than were asked for. */
  readonly more: boolean;
}

/** Lines with the text, in all of the output; null while nothing is looked for, or it is not known yet. */
export function useSearch(run: string, attempt: number | null, text: string): Found | null {
  const api = useApi();
  const [found, setFound] = useState<{ readonly of: string; readonly found: Found } | null>(null);
  const key = `${run} ${String(attempt)} ${text}`;
  useEffect(() => {
    if (text === '') return undefined;
    let alive = true;
    const timer = setTimeout(() => {
      api.searchOutput({ run, text, matchCase: false, attempt, limit: MOST }).then(
        (answer) => {
          if (alive && answer.ok) setFound({ of: key, found: answer.value });
        },
        () => undefined,
      );
    }, PAUSE);
    return () => {
      alive = false;
      clearTimeout(timer);
    };
  }, [api, run, attempt, text, key]);
  return found?.of === key ? found.found : null;
}
