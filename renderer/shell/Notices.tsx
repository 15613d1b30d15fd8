import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AppState } from '../../preload/contract.ts';
import { useApi, useLink } from '../api/program.tsx';
import { Note } from '../parts/States.tsx';
import { useTimes } from '../time/now.tsx';
import { texts } from '../texts/texts.ts';
import { useWishes } from './wishes.tsx';
import styles from '../parts/page.module.css';

/** What stands above every page until it is acted on: a lost line, read-only, files kept aside. Nothing where all is well. */
export function Notices({ state }: { readonly state: AppState | undefined }) {
  const { link, retry } = useLink();
  const api = useApi();
  const { granted } = useWishes();
  const readOnly = state?.readOnly ?? null;
  // What is read-only says why itself.
  const problems = (state?.problems ?? []).filter(({ message }) => message !== readOnly);
  if (link.kind === 'connected' && readOnly === null && problems.length === 0) return null;
  return (
    <div className={styles['notices']}>
      {link.kind === 'lost' && <Lost since={link.since} nextTry={link.nextTry} onTry={retry} />}
      {link.kind === 'refused' && (
        <Note
          kind="bad"
          title={texts.states.refused}
          alert
          acts={
            <Button size="sm" onClick={retry}>
              {texts.states.tryNow}
            </Button>
          }
        >
          {texts.states.refusedText}
        </Note>
      )}
      {readOnly !== null && (
        <Note kind="warn" title={texts.states.readOnly} alert>
          {readOnly}
        </Note>
      )}
      {problems.map((problem) => (
        <Note
          key={problem.id}
          kind="bad"
          alert
          acts={
            <Button size="sm" onClick={() => void granted(api.dismissProblem({ id: problem.id }))}>
              {texts.states.gotIt}
            </Button>
          }
        >
          {problem.message}
        </Note>
      ))}
    </div>
  );
}

function Lost({
  since,
  nextTry,
  onTry,
}: {
  readonly since: number;
  readonly nextTry: number;
  readonly onTry: () => void;
}) {
  const times = useTimes();
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 250);
    return () => clearInterval(timer);
  }, []);
  const wait = `${Math.max(0, Math.ceil((nextTry - now) / 1000))} s`;
  return (
    <Note
      kind="warn"
      title={texts.states.lost}
      alert="title"
      acts={
        <Button size="sm" onClick={onTry}>
          {texts.states.tryNow}
        </Button>
      }
    >
      {texts.states.lostText(times.clock(since), wait)}
    </Note>
  );
}
