import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { IconAlertTriangle, IconInfoCircle } from '@tabler/icons-react';
import type { Problem } from '../../preload/contract.ts';
import type { Known } from '../api/queries.ts';
import { texts } from '../texts/texts.ts';
import styles from './page.module.css';

/** What is quicker than this shows nothing while it loads, in milliseconds. */
const PATIENCE = 150;

/** Grey bars in the place of what is still being asked for. */
export function Loading({ bars = 6 }: { readonly bars?: number }) {
  const [shown, setShown] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), PATIENCE);
    return () => clearTimeout(timer);
  }, []);
  if (!shown) return null;
  return (
    <div className={styles['bars']} role="status" aria-label={texts.states.loading}>
      {Array.from({ length: bars }, (_, index) => (
        <i key={index} />
      ))}
    </div>
  );
}

/** Nothing to show: says so, and what there would be. */
export function Empty({
  title,
  text,
  children,
}: {
  readonly title: string;
  readonly text?: string | undefined;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles['empty']}>
      <h2>{title}</h2>
      {text !== undefined && <p>{text}</p>}
      {children}
    </div>
  );
}

/** A note in the page: bad and warn by colour and by their sign. */
export function Note({
  kind = 'plain',
  title,
  children,
  acts,
  alert = false,
}: {
  readonly kind?: 'plain' | 'warn' | 'bad';
  readonly title?: string;
  readonly children?: ReactNode;
  readonly acts?: ReactNode;
  /** Announced as it appears: all of it, or the title alone where the text counts down. */
  readonly alert?: boolean | 'title';
}) {
  const Icon = kind === 'plain' ? IconInfoCircle : IconAlertTriangle;
  return (
    <div className={styles['note']} data-kind={kind} role={alert === true ? 'alert' : undefined}>
      <Icon size={20} stroke={1.5} aria-hidden="true" />
      <div className="grow">
        {title !== undefined && (
          <strong className="strong" role={alert === 'title' ? 'alert' : undefined}>
            {title}
          </strong>
        )}
        {children !== undefined && <div className="dim">{children}</div>}
        {acts !== undefined && <div className={styles['acts']}>{acts}</div>}
      </div>
    </div>
  );
}

/** What is wrong, in the program's own words. */
export function ProblemNote({ problem }: { readonly problem: Problem }) {
  return (
    <div className={styles['pad']}>
      <Note kind="bad" title={texts.states.problem} alert>
        {problem.message}
      </Note>
    </div>
  );
}

/** The content once it is known; bars before, the problem where there is nothing else. */
export function Answered<T>({
  known,
  bars,
  children,
}: {
  readonly known: Known<T>;
  readonly bars?: number;
  readonly children: (value: T) => ReactNode;
}) {
  if (known.value !== undefined) return children(known.value);
  if (known.problem !== null) return <ProblemNote problem={known.problem} />;
  return <Loading {...(bars === undefined ? {} : { bars })} />;
}
