import { useEffect, useState } from 'react';
import type { RunUsage } from '../../../preload/contract.ts';
import { useApi } from '../../api/program.tsx';

/** How often it is asked, in milliseconds. */
const EVERY = 2000;

/** What a run uses now, asked for while somebody can see it; null: it does not run, or the computer does not tell. */
export function useUsage(run: string, isRunning: boolean): RunUsage | null {
  const api = useApi();
  const [usage, setUsage] = useState<RunUsage | null>(null);
  useEffect(() => {
    if (!isRunning) return undefined;
    let alive = true;
    const ask = async (): Promise<void> => {
      if (document.hidden) return;
      try {
        const answer = await api.readUsage({ runs: [run] });
        if (alive && answer.ok) setUsage(answer.value[0] ?? null);
      } catch {
        // The line is lost: what was seen last stays until it is back.
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), EVERY);
    return () => {
      alive = false;
      clearInterval(timer);
    };
  }, [api, run, isRunning]);
  return isRunning && usage?.run === run ? usage : null;
}
