import { TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { texts } from '../../texts/texts.ts';
import { Tool } from './Tool.tsx';
import styles from './job.module.css';

const icon = { size: 14, stroke: 1.6 } as const;

interface OutputSearchProps {
  readonly field: RefObject<HTMLInputElement | null>;
  readonly query: string;
  /** Which match is shown, from 0, of how many; null: not known yet. */
  readonly place: { readonly which: number; readonly count: number; readonly more: boolean } | null;
  readonly onQuery: (query: string) => void;
  readonly onFind: (forward: boolean) => void;
}

/** Looks for a text in output: Enter for the next match, Shift Enter for the one before, Esc to end it. */
export function OutputSearch({ field, query, place, onQuery, onFind }: OutputSearchProps) {
  return (
    <>
      <TextInput
        ref={field}
        size="xs"
        className={styles['find'] ?? ''}
        placeholder={texts.job.search}
        aria-label={texts.job.searchOutput}
        leftSection={<IconSearch {...icon} />}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onFind(!event.shiftKey);
          if (event.key === 'Escape' && query !== '') {
            event.preventDefault();
            event.stopPropagation();
            onQuery('');
          }
        }}
      />
      {query !== '' && (
        <>
          <span className="faint small numbers" role="status">
            {place === null ? '' : texts.job.matches(place.which, place.count, place.more)}
          </span>
          <Tool label={texts.job.previousMatch} onClick={() => onFind(false)}>
            <IconArrowUp {...icon} />
          </Tool>
          <Tool label={texts.job.nextMatch} onClick={() => onFind(true)}>
            <IconArrowDown {...icon} />
          </Tool>
        </>
      )}
    </>
  );
}
