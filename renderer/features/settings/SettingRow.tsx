import type { ReactNode } from 'react';
import { useCallback } from 'react';
import type { Settings } from '../../../preload/contract.ts';
import { useApi } from '../../api/program.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import page from '../../parts/page.module.css';
import styles from './settings.module.css';

/** Settings as they were read. */
export type Chosen = Settings;

/** Changes settings at once; a refusal is told. Null goes back to the default. */
export function useChange(): (changes: Readonly<Record<string, unknown>>) => void {
  const api = useApi();
  const { granted } = useWishes();
  return useCallback((changes) => void granted(api.changeSettings({ changes })), [api, granted]);
}

/** The card that a section's settings stand in. */
export function SettingCard({ children }: { readonly children: ReactNode }) {
  return <div className={page['card']}>{children}</div>;
}

/** One setting: what it is, what it means, and the control. */
export function SettingRow({
  title,
  text,
  children,
}: {
  readonly title: ReactNode;
  readonly text?: ReactNode;
  readonly children?: ReactNode;
}) {
  return (
    <div className={styles['row']}>
      <div className="grow">
        {title}
        {text !== undefined && <p>{text}</p>}
      </div>
      {children}
    </div>
  );
}
