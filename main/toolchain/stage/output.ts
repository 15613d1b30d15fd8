/** What the programs of the month print: lines at a share of the time that the run takes. */
import { OutputWriter } from '../../adapters/output/outputWriter.ts';
import type { RunOutputs } from '../../adapters/runOutput.ts';
import { instant } from '../../core/time/instant.ts';
import type { RunEntry } from '../../engine/ledger.ts';

type Line = readonly [share: number, text: string, stream?: 'err'];

/** Milliseconds that a run is taken to last while it goes on. */
const STILL_RUNNING = 25 * 60_000;

const two = (value: number): string => String(value).padStart(2, '0');

function backUp(folder: string): readonly Line[] {
  const files = [1204, 1231, 1288, 2214, 2960, 3891, 5120, 6204, 6811, 6880];
  return [
    [0.01, `open repository, last snapshot of ${folder} 3 days ago`],
    ...files.map((count, index): Line => [
      0.02 + index * 0.097,
      `${two(index + 1)}: ${count.toLocaleString('en-GB')} of 6,880 files, ${(3.1 + index * 0.13).toFixed(1)} GiB`,
    ]),
    [0.995, 'snapshot 8c1e07aa saved'],
  ];
}

const failed = ({ outcome }: RunEntry): boolean => outcome !== null && outcome !== 'succeeded';

const scripts: Readonly<Record<string, (run: RunEntry) => readonly Line[]>> = {
  'ingest-source-one': (run) => {
    const rows = Number(run.outputs['rows'] ?? 700);
    const pages = Math.ceil(rows / 100);
    if (failed(run)) {
      return [
        [0, 'ingest.py: reading source one'],
        [0.9, 'ConnectionResetError: [Errno 104] Connection reset by peer', 'err'],
      ];
    }
    return [
      [0, 'ingest.py: reading source one'],
      [0.01, pages === 0 ? 'nothing new' : `page 1 of ${String(pages)}, 100 rows`],
      ...(pages > 7 ? [[0.4, `page 7 of ${String(pages)}, 700 rows`] as const] : []),
      ...(pages > 0 ? [[0.7, `page ${String(pages)} of ${String(pages)}, ${String(rows)} rows`] as const] : []),
      ...(rows > 900 ? [[0.72, 'warning: 3 rows without a time stamp were kept aside', 'err'] as const] : []),
      [0.99, `wrote data/one.parquet, ${String(rows)} rows`],
    ];
  },
  'fetch-source-two': (run) => [
    [0, 'GET /two?since=yesterday'],
    failed(run) ? [0.9, 'HTTP 502 Bad Gateway', 'err'] : [0.95, '\u001b[32m200 OK\u001b[39m, 4.2 MB in 212 s'],
  ],
  'merge-sources': () => [
    [0.5, 'one.parquet + two.parquet'],
    [0.9, 'merged.parquet: 48,211 rows'],
  ],
  'back-up-photos': () => backUp('~/Photos'),
  'back-up-documents': () => backUp('~/Documents'),
  'pull-mail-archive': (run) => [
    [0, 'connecting to the archive'],
    ...(failed(run)
      ? [[0.02, 'mailbox is locked by another program', 'err'] as const]
      : [[0.9, 'far side: 12 messages, near side: 12 messages, none lost'] as const]),
  ],
  'notes-sync-server': () => [[0, 'listening on 127.0.0.1:8484']],
  'sort-the-scans-folder': (run) =>
    failed(run) ? [[0.5, "mv: target '/home/kim/Papers/in/' is not a directory", 'err']] : [[0.5, '1 file moved']],
};

/** A line as the program printed it. */
interface Printed {
  readonly stream: 'out' | 'err';
  readonly at: number;
  readonly text: string;
}

/** What a run has printed by now. */
export function printedBy(run: RunEntry, now: number): readonly Printed[] {
  const { started } = run;
  if (started === null) return [];
  const length = (run.ended ?? started + STILL_RUNNING) - started;
  return (scripts[run.job]?.(run) ?? [])
    .map(([share, text, stream]): Printed => ({
      stream: stream ?? 'out',
      at: Math.round(started + share * length),
      text,
    }))
    .filter((line) => line.at <= now);
}

/** Writes what runs have printed to where the program looks for it. */
export function keepOutput(outputs: RunOutputs, runs: readonly RunEntry[], now: number): void {
  for (const run of runs) {
    const lines = printedBy(run, now);
    const [first] = lines;
    if (first === undefined) continue;
    let clock = first.at;
    const writer = new OutputWriter(outputs.folderFor(run.run, instant(first.at)), 10_485_760, [], () => clock);
    for (const { stream, at, text } of lines) {
      clock = at;
      writer.write(stream, Buffer.from(`${text}\n`));
      writer.flush();
    }
    writer.close();
  }
}
