import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Problem } from '../../../preload/contract.ts';
import { texts } from '../../texts/texts.ts';
import type { When } from './draft.ts';
import { problemOf, whenOf } from './draft.ts';
import { EventBox } from './EventBox.tsx';
import type { Editing } from './useDraft.ts';
import { WhenBox } from './WhenBox.tsx';
import styles from './editor.module.css';

/** Position of a box among the triggers of the document; boxes that are not understood are not in it. */
function indexOf(whens: readonly When[], key: number): number | null {
  const understood = whens.filter((when) => when.trigger !== null);
  const index = understood.findIndex((when) => when.key === key);
  return index < 0 ? null : index;
}

/** When it is due: one box per trigger. */
export function WhenField({
  editing,
  problems,
  tried,
}: {
  readonly editing: Editing;
  readonly problems: readonly Problem[];
  readonly tried: boolean;
}) {
  const { whens } = editing.draft;
  const replace = (key: number) => (next: When) =>
    editing.setWhens((all) => all.map((when) => (when.key === key ? next : when)));
  const remove = (key: number) => () =>
    editing.setWhens((all) => {
      const rest = all.filter((when) => when.key !== key);
      return rest.length > 0 ? rest : [whenOf(null, '')];
    });
  return (
    <div className={styles['field']} role="group" aria-label={texts.editor.when}>
      <div className={styles['label']} aria-hidden="true">
        {texts.editor.when}
      </div>
      <div className={styles['boxes']}>
        {whens.map((when, position) => {
          const index = indexOf(whens, when.key);
          const problem = index === null ? undefined : problemOf(problems, `triggers[${index}]`);
          const explanation = index === null ? null : (editing.report?.triggers[index] ?? null);
          const shared = {
            when,
            label: whens.length === 1 ? texts.editor.when : texts.editor.whenNumber(position + 1),
            problem,
            explanation,
            onChange: replace(when.key),
            onRemove: remove(when.key),
          };
          return when.text === null ? (
            <EventBox key={when.key} {...shared} />
          ) : (
            <WhenBox key={when.key} {...shared} zone={zoneOf(editing)} tried={tried} />
          );
        })}
      </div>
      <div className={styles['underBoxes']}>
        <Button
          size="sm"
          variant="subtle"
          leftSection={<IconPlus size={14} stroke={1.6} />}
          onClick={() => editing.setWhens((all) => [...all, whenOf(null, '')])}
        >
          {texts.editor.addAnother}
        </Button>
        <span className={styles['hint']}>{texts.editor.whenHint}</span>
      </div>
    </div>
  );
}

const zoneOf = (editing: Editing): string | null => {
  const zone = editing.document['zone'];
  return typeof zone === 'string' && zone !== 'local' ? zone : null;
};
