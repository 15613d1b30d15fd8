import { Button, Select } from '@mantine/core';
import { memo, useState } from 'react';
import type { DateTime } from '../../parts/DateTimePick.tsx';
import { DateTimePick } from '../../parts/DateTimePick.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Repeat } from './pickedText.ts';
import { pickedText } from './pickedText.ts';
import styles from './editor.module.css';

interface Picked extends DateTime {
  readonly repeat: Repeat;
  /** Where choosing begins: nothing was chosen yet. */
  readonly isOffer: boolean;
}

/**
 * A date, a time, and whether it repeats: writes the text of the When box. `atOnce`: with every choice, as beside a text that is being
 * typed; otherwise when it is asked for.
 */
export const CalendarPick = memo(function CalendarPick({
  onPick,
  atOnce = false,
}: {
  readonly onPick: (text: string) => void;
  readonly atOnce?: boolean;
}) {
  const times = useTimes();
  const now = useNow();
  const [picked, setPicked] = useState<Picked>(() => ({
    date: times.date(now + 86_400_000),
    time: '10:30',
    repeat: 'once',
    isOffer: atOnce,
  }));
  const repeats = texts.editor.repeats;
  const take = ({ date, time, repeat }: Picked): void => onPick(pickedText(times, date, time, repeat));
  const choose = (change: Partial<Picked>): void => {
    const next = { ...picked, ...change, isOffer: false };
    setPicked(next);
    if (atOnce) take(next);
  };
  return (
    <div className={styles['calendar']}>
      <DateTimePick value={picked} isOffer={picked.isOffer} onChange={choose} timeLabel={texts.editor.timeOfDay}>
        <Select
          size="xs"
          aria-label={texts.editor.repeat}
          comboboxProps={{ withinPortal: false }}
          data={(Object.keys(repeats) as Repeat[]).map((value) => ({ value, label: repeats[value] }))}
          value={picked.repeat}
          onChange={(value) => choose({ repeat: value ?? 'once' })}
        />
      </DateTimePick>
      {!atOnce && (
        <Button variant="filled" size="sm" onClick={() => take(picked)}>
          {texts.editor.use}
        </Button>
      )}
    </div>
  );
});
