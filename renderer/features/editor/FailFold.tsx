import { Checkbox, NumberInput, TextInput } from '@mantine/core';
import type { Problem } from '../../../preload/contract.ts';
import { LengthInput } from '../../parts/LengthInput.tsx';
import { texts } from '../../texts/texts.ts';
import { fieldOf, problemOf } from './draft.ts';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

const words = texts.editor.fail;

/** Trying again, time limits, being told. */
export function FailFold({ editing, problems }: { readonly editing: Editing; readonly problems: readonly Problem[] }) {
  const { document, setField } = editing;
  const field = (...path: readonly string[]): unknown => fieldOf(document, path);
  const limit = typeof field('retry', 'limit') === 'number' ? (field('retry', 'limit') as number) : 0;
  const factor = field('retry', 'factor');
  const afterFailures = field('notify', 'afterFailures');
  return (
    <div className={styles['fails']} role="group" aria-label={texts.editor.folds.fail}>
      <div className={styles['inline']}>
        <span className={styles['lead']}>{words.tryAgain}</span>
        <NumberInput
          size="xs"
          w={56}
          min={0}
          max={1000}
          aria-label={words.times}
          value={limit}
          error={problemOf(problems, 'retry.limit')?.message}
          onChange={(value) => setField(['retry', 'limit'], typeof value === 'number' && value > 0 ? value : undefined)}
        />
        <span className="dim">{words.timesAfter}</span>
        <LengthInput
          label={words.delay}
          value={field('retry', 'delay')}
          placeholder="30 s"
          width={72}
          onChange={(iso) => setField(['retry', 'delay'], iso ?? undefined)}
        />
        <Checkbox
          label={words.longer}
          checked={typeof factor === 'number' && factor > 1}
          onChange={(event) => setField(['retry', 'factor'], event.currentTarget.checked ? 2 : undefined)}
        />
      </div>
      <div className={styles['inline']}>
        <span className={styles['lead']}>{words.stopAfter}</span>
        <LengthInput
          label={words.attempt}
          value={field('timeout', 'attempt')}
          placeholder={words.never}
          onChange={(iso) => setField(['timeout', 'attempt'], iso ?? undefined)}
        />
        <span className="dim">{words.total}</span>
        <LengthInput
          label={words.totalLabel}
          value={field('timeout', 'total')}
          placeholder={words.never}
          onChange={(iso) => setField(['timeout', 'total'], iso ?? undefined)}
        />
      </div>
      <div className={styles['inline']}>
        <span className={styles['lead']}>{words.notify}</span>
        <Checkbox
          label={words.onFailure}
          checked={field('notify', 'failure') !== false}
          onChange={(event) => setField(['notify', 'failure'], event.currentTarget.checked ? undefined : false)}
        />
        <NumberInput
          size="xs"
          w={56}
          min={1}
          aria-label={words.afterFailures}
          value={typeof afterFailures === 'number' ? afterFailures : 1}
          onChange={(value) =>
            setField(['notify', 'afterFailures'], typeof value === 'number' && value > 1 ? value : undefined)
          }
        />
        <span className="dim">{words.inARow}</span>
        <Checkbox
          label={words.recovery}
          checked={field('notify', 'recovery') !== false}
          onChange={(event) => setField(['notify', 'recovery'], event.currentTarget.checked ? undefined : false)}
        />
        <Checkbox
          label={words.missed}
          checked={field('notify', 'missed') === true}
          onChange={(event) => setField(['notify', 'missed'], event.currentTarget.checked ? true : undefined)}
        />
      </div>
      <div className={styles['inline']}>
        <span className={styles['lead']}>{words.stillRunning}</span>
        <LengthInput
          label={words.stillRunning}
          value={field('notify', 'stillRunningAfter')}
          placeholder={words.never}
          onChange={(iso) => setField(['notify', 'stillRunningAfter'], iso ?? undefined)}
        />
      </div>
      <div className={styles['inline']}>
        <span className={styles['lead']}>{words.giveUp}</span>
        <NumberInput
          size="xs"
          w={72}
          min={1}
          max={10_000}
          aria-label={words.giveUpAfter}
          placeholder={words.never}
          value={typeof field('giveUpAfter') === 'number' ? (field('giveUpAfter') as number) : ''}
          error={problemOf(problems, 'giveUpAfter')?.message}
          onChange={(value) => setField(['giveUpAfter'], typeof value === 'number' ? value : undefined)}
        />
        <span className="dim">{words.failuresInARow}</span>
      </div>
      <div className={styles['inline']}>
        <span className={styles['lead']}>{words.ping}</span>
        <TextInput
          size="xs"
          w={320}
          aria-label={words.pingLabel}
          placeholder={words.pingPlaceholder}
          value={typeof field('notify', 'ping') === 'string' ? (field('notify', 'ping') as string) : ''}
          error={problemOf(problems, 'notify.ping')?.message}
          onChange={(event) => setField(['notify', 'ping'], event.currentTarget.value || undefined)}
        />
      </div>
    </div>
  );
}
