import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useAnswer } from '../../api/program.tsx';
import { Page } from '../../parts/Page.tsx';
import { Answered, Empty } from '../../parts/States.tsx';
import { texts } from '../../texts/texts.ts';
import { SequenceCard } from './SequenceCard.tsx';
import { SequenceForm } from './SequenceForm.tsx';
import styles from './sequences.module.css';

/** Jobs that are started one after another: their steps, and what became of each start. */
export function SequencesPage({ chosen }: { readonly chosen: string | null }) {
  const known = useAnswer('listSequences', {});
  const [editing, setEditing] = useState<{ readonly id: string | null } | null>(null);
  const all = known.value ?? [];
  const edited = all.find((sequence) => sequence.id === editing?.id);
  return (
    <Page
      title={texts.sequences.title}
      sub={all.length === 0 ? undefined : texts.sequences.sub(all.length)}
      actions={
        <Button
          variant="filled"
          leftSection={<IconPlus size={14} stroke={1.6} />}
          onClick={() => setEditing({ id: null })}
        >
          {texts.sequences.new}
        </Button>
      }
    >
      <Answered known={known}>
        {(sequences) =>
          sequences.length === 0 ? (
            <Empty title={texts.sequences.empty} text={texts.sequences.emptyText} />
          ) : (
            <div className={styles['list']}>
              {[...sequences]
                .sort((a, b) => (a.id === chosen ? -1 : b.id === chosen ? 1 : a.name.localeCompare(b.name)))
                .map((sequence) => (
                  <SequenceCard key={sequence.id} sequence={sequence} onEdit={() => setEditing({ id: sequence.id })} />
                ))}
            </div>
          )
        }
      </Answered>
      {editing !== null && (
        <SequenceForm key={editing.id ?? ''} sequence={edited ?? null} onClose={() => setEditing(null)} />
      )}
    </Page>
  );
}
