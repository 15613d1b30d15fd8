import { ActionIcon } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';
import { Link } from 'wouter';
import { texts } from '../texts/texts.ts';
import styles from './page.module.css';

interface PageProps {
  readonly title: string;
  /** One quiet sentence beside the title. */
  readonly sub?: ReactNode;
  readonly actions?: ReactNode;
  /** Where the arrow before the title leads, and what it is called. */
  readonly back?: { readonly to: string; readonly label: string };
  /** Between header and content, not scrolled with it. */
  readonly tools?: ReactNode;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}

/** Names the document after the page, and gives the reading of it a beginning. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title}, ${texts.shell.name}`;
  }, [title]);
}

/** Every page: header, content that scrolls, a foot where there is one. */
export function Page({ title, sub, actions, back, tools, footer, children }: PageProps) {
  useTitle(title);
  const body = useRef<HTMLDivElement>(null);
  return (
    <>
      <header className={styles['head']} data-window-head="">
        {back && (
          <ActionIcon component={Link} href={back.to} aria-label={back.label} size="sm" className={styles['back']}>
            <IconChevronLeft size={16} stroke={1.6} />
          </ActionIcon>
        )}
        <h1>{title}</h1>
        {sub !== undefined && <span className={styles['sub']}>{sub}</span>}
        <div className={styles['actions']}>{actions}</div>
      </header>
      {tools}
      {/* What scrolls must be reachable by keys also where nothing inside can be focused. */}
      <div ref={body} className={styles['body']} tabIndex={0} role="region" aria-label={title}>
        {children}
      </div>
      {footer}
    </>
  );
}

/** Heading of a part of a page: what it is, one quiet addition, one link at the right. */
export function SectionHead({
  title,
  sub,
  right,
}: {
  readonly title: string;
  readonly sub?: ReactNode;
  readonly right?: ReactNode;
}) {
  return (
    <div className={styles['section']}>
      <h2>{title}</h2>
      {sub !== undefined && <span className={styles['subline']}>{sub}</span>}
      {right !== undefined && <span className={styles['right']}>{right}</span>}
    </div>
  );
}
