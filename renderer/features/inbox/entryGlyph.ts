import type { InboxEntry } from '../../../preload/contract.ts';
import type { GlyphName } from '../../parts/Glyph.tsx';

/** The drawing of an inbox entry by what it tells of. */
export function glyphOfInbox(entry: InboxEntry): GlyphName {
  if (entry.incident !== null && entry.incident.closed === null) {
    return entry.incident.kind === 'missed' ? 'expired' : entry.incident.kind === 'stillRunning' ? 'running' : 'failed';
  }
  switch (entry.kind) {
    case 'recovered':
    case 'recovery':
      return 'ran';
    case 'missed':
    case 'expired':
      return 'expired';
    case 'stillRunning':
      return 'running';
    case 'caughtUp':
      return 'caughtUp';
    case 'failing':
    case 'failure':
    case 'gaveUp':
      return 'failed';
    default:
      return 'comingUp';
  }
}
