import { Checkbox, NumberInput, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useId } from 'react';
import type { Problem } from '../../../preload/contract.ts';
import { LengthInput } from '../../parts/LengthInput.tsx';
import { texts } from '../../texts/texts.ts';
import { CatchUpPicture } from './CatchUpPicture.tsx';
import { fieldOf, problemOf } from './draft.ts';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

const words = texts.editor.away;

/** What becomes of due moments that passed asleep or off: three pictures, and how late is too late. */
export function AwayFold({ editing, problems }: { readonly editing: Editing; readonly problems: readonly Problem[] }) {
  const { document, setField } = editing;
  const field = (name: string): unknown => fieldOf(document, ['catchUp', name]);
  const set = (name: string, value: unknown): void => setField(['catchUp', name], value);
  const value = field('runs');
  const runs = value === 'earliest' || value === 'all' || value === 'none' ? value : 'latest';
  const once = runs === 'latest' || runs === 'earliest';
  const name = useId();
  const choose = (next: string) => () => set('runs', next === 'latest' ? undefined : next);
  return (
    <div role="radiogroup" aria-label={texts.editor.folds.away}>
      <Option
        name={name}
        checked={once}
        onChoose={choose(runs === 'earliest' ? 'earliest' : 'latest')}
        label={words.once}
        beside={
          <Select
            size="xs"
            w={104}
            aria-label={words.which}
            data={[
              { value: 'latest', label: words.latest },
              { value: 'earliest', label: words.earliest },
            ]}
            value={runs === 'earliest' ? 'earliest' : 'latest'}
            onChange={(next) => choose(next ?? 'latest')()}
          />
        }
        text={words.onceText}
        picture={<CatchUpPicture runs={runs === 'earliest' ? 'earliest' : 'latest'} />}
      />
      <Option
        name={name}
        checked={runs === 'all'}
        onChoose={choose('all')}
        label={words.all}
        text={words.allText}
        beside={
          runs === 'all' && (
            <NumberInput
              size="xs"
              w={64}
              min={1}
              aria-label={words.limit}
              value={typeof field('limit') === 'number' ? (field('limit') as number) : 10}
              onChange={(next) => set('limit', typeof next === 'number' && next !== 10 ? next : undefined)}
            />
          )
        }
        picture={<CatchUpPicture runs="all" />}
      />
      <Option
        name={name}
        checked={runs === 'none'}
        onChoose={choose('none')}
        label={words.none}
        text={words.noneText}
        picture={<CatchUpPicture runs="none" />}
      />
      {runs !== 'none' && (
        <div className={styles['inline']}>
          <Checkbox
            label={words.afterSleep}
            checked={field('afterSleep') !== false}
            onChange={(event) => set('afterSleep', event.currentTarget.checked ? undefined : false)}
          />
          <Checkbox
            label={words.afterOff}
            checked={field('afterOff') !== false}
            onChange={(event) => set('afterOff', event.currentTarget.checked ? undefined : false)}
          />
          <span className="row">
            <span className="dim">{words.within}</span>
            <LengthInput
              label={words.within}
              value={field('within')}
              placeholder={words.noLimit}
              error={problemOf(problems, 'catchUp.within')?.message}
              onChange={(iso) => set('within', iso ?? undefined)}
            />
          </span>
        </div>
      )}
    </div>
  );
}

function Option({
  name,
  checked,
  onChoose,
  label,
  beside,
  text,
  picture,
}: {
  readonly name: string;
  readonly checked: boolean;
  readonly onChoose: () => void;
  readonly label: string;
  readonly beside?: ReactNode;
  readonly text: string;
  readonly picture: ReactNode;
}) {
  const id = useId();
  return (
    <div className={styles['choice']} data-checked={checked || undefined}>
      <input id={id} type="radio" name={name} checked={checked} onChange={onChoose} className={styles['radio']} />
      <div>
        <span className="row">
          <label htmlFor={id} className="medium">
            {label}
          </label>
          {beside}
        </span>
        <p>{text}</p>
      </div>
      {picture}
    </div>
  );
}
