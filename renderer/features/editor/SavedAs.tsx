import { Menu, UnstyledButton } from '@mantine/core';
import { IconSelector } from '@tabler/icons-react';
import type { Explanation } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { texts } from '../../texts/texts.ts';
import type { When } from './draft.ts';
import { textOfTrigger } from './draft.ts';
import styles from './editor.module.css';

/** What of a trigger does not lie in its text, and holds for another kind as well. */
const KEPT = ['zone', 'jitter'] as const;

const kindOf = (takenFor: string): string =>
  Object.entries(texts.editor.takenFor).find(([kind]) => kind === takenFor)?.[1] ?? takenFor;

/** How it will be saved: the kind, and the text where another than the typed one is; a menu where another kind means the same. */
export function SavedAs({
  when,
  explanation,
  zone,
  onChange,
}: {
  readonly when: When;
  readonly explanation: Explanation;
  readonly zone: string | null;
  readonly onChange: (when: When) => void;
}) {
  // The trigger with its options: an interval from the end of a run has another form than one from its start.
  const trigger = when.trigger ?? explanation.trigger;
  const forms = useAnswer('otherForms', { trigger, zone }).value ?? [];
  const saved = textOfTrigger(explanation.trigger);
  const words = (
    <>
      {texts.editor.savedAs(kindOf(explanation.takenFor))}
      {saved !== null && saved !== when.text?.trim() && <code className={styles['savedText']}>{saved}</code>}
    </>
  );
  if (forms.length === 0) return <span className={styles['savedAs']}>{words}</span>;
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <UnstyledButton className={styles['savedAs'] ?? ''}>
          {words}
          <IconSelector size={13} stroke={1.6} aria-hidden="true" />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.editor.sameMoments}</Menu.Label>
        {forms.map((form) => (
          <Menu.Item
            key={form.takenFor}
            rightSection={
              <code className={`${styles['savedText'] ?? ''} ${styles['formText'] ?? ''}`}>{form.text}</code>
            }
            onClick={() => {
              const kept = KEPT.flatMap((key) => (trigger[key] === undefined ? [] : [[key, trigger[key]] as const]));
              onChange({ ...when, text: form.text, trigger: { ...Object.fromEntries(kept), ...form.trigger } });
            }}
          >
            {texts.editor.saveAs(kindOf(form.takenFor))}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
