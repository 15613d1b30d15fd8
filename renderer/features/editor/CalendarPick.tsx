import { Button, Select } from '@mantine/core';
import { DatePicker } from '@mantine/dates';
import { useState } from 'react';
import { TimeOfDay } from '../../parts/TimeOfDay.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Repeat } from './pickedText.ts';
import { pickedText } from './pickedText.ts';
import styles from './editor.module.css';

/** A date, a time, and whether it repeats: writes the text of the When box. */
export function CalendarPick({ onPick }: { readonly onPick: (text: string) => void }) {
  const times = useTimes();
  const now = useNow();
  const [date, setDate] = useState<string>(() => times.date(now + 86_400_000));
  const [time, setTime] = useState('10:30');
  const [repeat, setRepeat] = useState<Repeat>('once');
  const repeats = texts.editor.repeats;
  return (
    <div className={styles['calendar']}>
      <DatePicker
        size="xs"
        value={date}
        minDate={times.date(now)}
        onChange={(next) => {
          if (next !== null) setDate(next);
        }}
        ariaLabels={{ previousMonth: texts.editor.previousMonth, nextMonth: texts.editor.nextMonth }}
      />
      <div className="row">
        <span className="dim">{texts.editor.at}</span>
        <TimeOfDay label={texts.editor.timeOfDay} value={time} onChange={setTime} />
        <Select
          size="xs"
          aria-label={texts.editor.repeat}
          data={(Object.keys(repeats) as Repeat[]).map((value) => ({ value, label: repeats[value] }))}
          value={repeat}
          onChange={(value) => setRepeat(value ?? 'once')}
        />
      </div>
      <Button
        variant="filled"
        size="sm"
        disabled={time === ''}
        onClick={() => onPick(pickedText(times, date, time, repeat))}
      >
        {texts.editor.use}
      </Button>
    </div>
  );
}
