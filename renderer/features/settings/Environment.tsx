import { Button } from '@mantine/core';
import { useState } from 'react';
import { useAnswer, useApi } from '../../api/program.tsx';
import { Answered, Note } from '../../parts/States.tsx';
import { useWishes } from '../../shell/wishes.tsx';
import { useNow, useTimes } from '../../time/now.tsx';
import { texts } from '../../texts/texts.ts';
import type { Output } from '../../../preload/contract.ts';
import { SettingCard, SettingRow } from './SettingRow.tsx';
import styles from './settings.module.css';

const words = texts.settings;

/** The login environment as it was read, with its time. */
export function Environment() {
  const known = useAnswer('readEnvironment', { again: false });
  const [newer, setNewer] = useState<Output<'readEnvironment'> | null>(null);
  const [reading, setReading] = useState(false);
  const api = useApi();
  const { granted } = useWishes();
  const times = useTimes();
  const now = useNow();
  const readAgain = async (): Promise<void> => {
    setReading(true);
    setNewer((await granted(api.readEnvironment({ again: true }))) ?? newer);
    setReading(false);
  };
  return (
    <Answered known={known} bars={3}>
      {(first) => {
        const environment = newer ?? first;
        const entries = Object.entries(environment.variables).sort(([a], [b]) => a.localeCompare(b));
        return (
          <>
            {environment.problem !== null && <Note kind="warn">{environment.problem}</Note>}
            <SettingCard>
              <SettingRow
                title={words.shellLabel}
                text={
                  environment.at === null
                    ? words.notRead(environment.shell)
                    : words.readAt(environment.shell, times.nearWithin(environment.at, now))
                }
              >
                <Button size="sm" loading={reading} onClick={() => void readAgain()}>
                  {words.readAgain}
                </Button>
              </SettingRow>
              <details className={styles['variables']}>
                <summary>{words.variables(entries.length)}</summary>
                <table>
                  <thead>
                    <tr>
                      <th scope="col">{words.name}</th>
                      <th scope="col">{words.value}</th>
                    </tr>
                  </thead>
                  <tbody className="mono">
                    {entries.map(([name, value]) => (
                      <tr key={name}>
                        <th scope="row">{name}</th>
                        <td>{value}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </details>
            </SettingCard>
          </>
        );
      }}
    </Answered>
  );
}
