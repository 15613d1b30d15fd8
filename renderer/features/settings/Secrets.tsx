import { texts } from '../../texts/texts.ts';
import { SettingCard, SettingRow } from './SettingRow.tsx';

/** Where secrets will be; until they can be kept, it says so. */
export function Secrets() {
  return (
    <SettingCard>
      <SettingRow title={texts.settings.secretsText} />
    </SettingCard>
  );
}
