import { NumberInput, SegmentedControl, Select, Switch } from '@mantine/core';
import { useAnswer } from '../../api/program.tsx';
import { LengthInput } from '../../parts/LengthInput.tsx';
import { TimeOfDay } from '../../parts/TimeOfDay.tsx';
import { texts } from '../../texts/texts.ts';
import type { Chosen } from './SettingRow.tsx';
import { Webhook } from './Webhook.tsx';
import { SettingCard, SettingRow, useChange } from './SettingRow.tsx';

const words = texts.settings;

interface SectionProps {
  readonly settings: Chosen;
}

/** Starting and quitting. */
export function General({ settings }: SectionProps) {
  const change = useChange();
  const desktop = useAnswer('readState', {}).value?.shell === 'desktop';
  const onQuit = settings['onQuit'];
  return (
    <SettingCard>
      {desktop && (
        <SettingRow title={words.launchAtLogin} text={words.launchAtLoginText}>
          <Switch
            aria-label={words.launchAtLogin}
            checked={settings['launchAtLogin'] === true}
            onChange={(event) => change({ launchAtLogin: event.currentTarget.checked })}
          />
        </SettingRow>
      )}
      <SettingRow title={words.onQuit} text={words.onQuitText}>
        <Select
          size="xs"
          w={170}
          aria-label={words.onQuit}
          data={(Object.keys(words.onQuits) as (keyof typeof words.onQuits)[]).map((value) => ({
            value,
            label: words.onQuits[value],
          }))}
          value={typeof onQuit === 'string' && onQuit in words.onQuits ? onQuit : 'ask'}
          onChange={(value) => change({ onQuit: value })}
        />
      </SettingRow>
    </SettingCard>
  );
}

/** How catching up goes. */
export function CatchingUp({ settings }: SectionProps) {
  const change = useChange();
  const atOnce = settings['catchUpAtOnce'];
  return (
    <SettingCard>
      <SettingRow title={words.catchUpDefault} text={words.catchUpDefaultText} />
      <SettingRow title={words.catchUpAtOnce} text={words.catchUpAtOnceText}>
        <NumberInput
          size="xs"
          w={64}
          min={1}
          max={1000}
          aria-label={words.catchUpAtOnce}
          value={typeof atOnce === 'number' ? atOnce : 2}
          onChange={(value) => {
            if (typeof value === 'number' && value !== atOnce) change({ catchUpAtOnce: value });
          }}
        />
      </SettingRow>
      <SettingRow title={words.networkGrace} text={words.networkGraceText}>
        <LengthInput
          label={words.networkGrace}
          value={settings['networkGrace'] ?? 'PT30S'}
          onChange={(iso) => change({ networkGrace: iso })}
        />
      </SettingRow>
    </SettingCard>
  );
}

/** When nobody wants to be told. */
export function Notifications({ settings }: SectionProps) {
  const change = useChange();
  const value = settings['quietHours'];
  const hours =
    typeof value === 'object' && value !== null ? (value as { readonly from: string; readonly to: string }) : null;
  return (
    <SettingCard>
      <SettingRow title={words.quietHours} text={words.quietHoursText}>
        {hours !== null && (
          <>
            <TimeOfDay
              label={words.quietFrom}
              value={hours.from}
              onChange={(from) => change({ quietHours: { ...hours, from } })}
            />
            <span className="dim">{words.to}</span>
            <TimeOfDay
              label={words.quietTo}
              value={hours.to}
              onChange={(to) => change({ quietHours: { ...hours, to } })}
            />
          </>
        )}
        <Switch
          aria-label={words.quietHours}
          checked={hours !== null}
          onChange={(event) =>
            change({ quietHours: event.currentTarget.checked ? { from: '22:00', to: '07:00' } : null })
          }
        />
      </SettingRow>
      <Webhook settings={settings} />
      <SettingRow title={words.inboxAnyway} text={words.inboxAnywayText} />
    </SettingCard>
  );
}

/** Light or dark, and single-letter shortcuts. */
export function Appearance({ settings }: SectionProps) {
  const change = useChange();
  const theme = settings['theme'];
  return (
    <SettingCard>
      <SettingRow title={words.theme} text={words.themeText}>
        <SegmentedControl
          aria-label={words.theme}
          data={(Object.keys(words.themes) as (keyof typeof words.themes)[]).map((value) => ({
            value,
            label: words.themes[value],
          }))}
          value={theme === 'light' || theme === 'dark' ? theme : 'system'}
          onChange={(value) => change({ theme: value })}
        />
      </SettingRow>
      <SettingRow title={words.singleKeys} text={words.singleKeysText}>
        <Switch
          aria-label={words.singleKeys}
          checked={settings['singleKeyShortcuts'] !== false}
          onChange={(event) => change({ singleKeyShortcuts: event.currentTarget.checked })}
        />
      </SettingRow>
    </SettingCard>
  );
}
