import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { texts } from '../../texts/texts.ts';
import { whenOf } from '../editor/draft.ts';
import { EventBox } from '../editor/EventBox.tsx';
import { WhenBox } from '../editor/WhenBox.tsx';
import type { SequenceDraft } from './sequenceDraft.ts';
import styles from './sequences.module.css';

const words = texts.sequences;

/** When a sequence starts by itself: the same boxes as of a job, and none need be filled in. */
export function StartWhen({
  draft,
  onChange,
}: {
  readonly draft: SequenceDraft;
  readonly onChange: (draft: SequenceDraft) => void;
}) {
  const { whens } = draft;
  const set = (next: SequenceDraft['whens']): void =>
    onChange({ ...draft, whens: next.length > 0 ? next : [whenOf(null, '')] });
  return (
    <div className={styles['when']} role="group" aria-label={words.when}>
      <div className={styles['whenLabel']} aria-hidden="true">
        {words.when}
      </div>
      {whens.map((when, index) => {
        const shared = {
          when,
          label: whens.length === 1 ? words.when : texts.editor.whenNumber(index + 1),
          problem: undefined,
          explanation: null,
          onChange: (next: typeof when) => set(whens.map((one) => (one.key === next.key ? next : one))),
          onRemove: () => set(whens.filter((one) => one.key !== when.key)),
        };
        return when.text === null ? (
          <EventBox key={when.key} {...shared} />
        ) : (
          <WhenBox key={when.key} {...shared} zone={null} tried={false} />
        );
      })}
      <div className="row">
        <Button
          size="sm"
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={1.6} />}
          onClick={() => set([...whens, whenOf(null, '')])}
        >
          {words.addWhen}
        </Button>
        <span className="faint small">{words.whenHint}</span>
      </div>
    </div>
  );
}
