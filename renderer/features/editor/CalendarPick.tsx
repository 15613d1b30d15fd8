import { Button, Select } from '@mantine/core';
import { useState } from 'react';
import { DateTimePick } from '../../parts/DateTimePick.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Repeat } from './pickedText.ts';
import { pickedText } from './pickedText.ts';
import styles from './editor.module.css';

/** A date, a time, and whether it repeats: writes the text of the When box. */
export function CalendarPick({ onPick }: { readonly onPick: (text: string) => void }) {
  const times = useTimes();
  const now = useNow();
  const [picked, setPicked] = useState(() => ({ date: times.date(now + 86_400_000), time: '10:30' }));
  const [repeat, setRepeat] = useState<Repeat>('once');
  const repeats = texts.editor.repeats;
  return (
    <div className={styles['calendar']}>
      <DateTimePick value={picked} onChange={setPicked} timeLabel={texts.editor.timeOfDay}>
        <Select
          size="xs"
          aria-label={texts.editor.repeat}
          data={(Object.keys(repeats) as Repeat[]).map((value) => ({ value, label: repeats[value] }))}
          value={repeat}
          onChange={(value) => setRepeat(value ?? 'once')}
        />
      </DateTimePick>
      <Button variant="filled" size="sm" onClick={() => onPick(pickedText(times, picked.date, picked.time, repeat))}>
        {texts.editor.use}
      </Button>
    </div>
  );
}
