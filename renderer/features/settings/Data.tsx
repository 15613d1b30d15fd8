import { ActionIcon } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import { useAnswer } from '../../api/program.tsx';
import { LengthInput } from '../../parts/LengthInput.tsx';
import { tell } from '../../shell/tell.ts';
import { texts } from '../../texts/texts.ts';
import type { Chosen } from './SettingRow.tsx';
import { SettingCard, SettingRow, useChange } from './SettingRow.tsx';

const words = texts.settings;

/** How long things are kept, and where they are. */
export function Data({ settings }: { readonly settings: Chosen }) {
  const change = useChange();
  const folders = useAnswer('readState', {}).value?.folders;
  return (
    <SettingCard>
      <SettingRow title={words.keepHistory} text={words.keepHistoryText}>
        <LengthInput
          label={words.keepHistory}
          value={settings['keepHistory'] ?? 'P400D'}
          onChange={(iso) => change({ keepHistory: iso })}
        />
      </SettingRow>
      <SettingRow title={words.keepOutput} text={words.keepOutputText}>
        <LengthInput
          label={words.keepOutput}
          value={settings['keepOutput'] ?? 'P90D'}
          onChange={(iso) => change({ keepOutput: iso })}
        />
      </SettingRow>
      {folders !== undefined &&
        (Object.keys(words.folders) as (keyof typeof words.folders)[]).map((name) => (
          <SettingRow key={name} title={words.folders[name]} text={<span className="mono">{folders[name]}</span>}>
            <ActionIcon
              size="sm"
              aria-label={words.copyPath(words.folders[name])}
              onClick={() => void navigator.clipboard.writeText(folders[name]).then(() => tell(texts.job.copied))}
            >
              <IconCopy size={14} stroke={1.6} />
            </ActionIcon>
          </SettingRow>
        ))}
    </SettingCard>
  );
}
