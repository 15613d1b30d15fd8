import type { JobDocument } from '../../../preload/contract.ts';
import { texts } from '../../texts/texts.ts';

/** A job that is ready to be changed. */
export interface Template {
  readonly id: string;
  readonly label: string;
  readonly document: JobDocument;
}

const names = texts.editor.templates;

/** Templates of the first run and of the editor. */
export const templates: readonly Template[] = [
  {
    id: 'backup',
    label: names.backup,
    document: {
      name: names.backup,
      tags: ['backup'],
      run: { command: ['rsync', '-a', '--delete', '~/Documents/', '/mnt/backup/Documents/'] },
      triggers: [{ type: 'phrase', text: 'every day at 12:30' }],
      catchUp: { runs: 'latest', within: 'PT12H' },
    },
  },
  {
    id: 'fetch',
    label: names.fetch,
    document: {
      name: names.fetch,
      tags: ['ingest'],
      run: { command: ['curl', '--fail', '--output', 'latest.json', 'https://example.org/data.json'] },
      triggers: [{ type: 'cron', expression: '5 * * * *' }],
      conditions: [{ network: true }],
    },
  },
  {
    id: 'sort',
    label: names.sort,
    document: {
      name: names.sort,
      tags: ['files'],
      run: { shell: 'mkdir -p ~/Documents/Scans && mv -n ~/Scans/*.pdf ~/Documents/Scans/' },
      triggers: [{ type: 'watch', paths: ['~/Scans'] }],
    },
  },
  {
    id: 'keep',
    label: names.keep,
    document: {
      name: names.keep,
      tags: ['service'],
      run: { command: ['python3', '-m', 'http.server', '8000', '--bind', '127.0.0.1'] },
      triggers: [{ type: 'keepAlive' }],
    },
  },
];
