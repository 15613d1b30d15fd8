import type { Settings as SettingsView } from '../../../preload/contract.ts';
import type { Settings } from '../../core/documents/settings.ts';
import { formatDuration } from '../../core/time/iso.ts';

/** Settings in the shape in which they are saved and changed, defaults filled in: lengths of time in ISO 8601. */
export function settingsView(settings: Settings): SettingsView {
  const { networkGrace, keepHistory, keepOutput, ...rest } = settings;
  return {
    ...rest,
    networkGrace: formatDuration(networkGrace),
    keepHistory: formatDuration(keepHistory),
    keepOutput: formatDuration(keepOutput),
  };
}
