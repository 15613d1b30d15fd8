import type { RunView } from '../../preload/contract.ts';
import type { CommandContext, Connection } from './command.ts';
import { write } from './print.ts';

/** Bytes asked for at once. */
const STRETCH = 256 * 1024;

/** Something may have been pushed while we were reading: look again this often all the same. Milliseconds. */
const LOOK_AGAIN_MS = 1000;

/**
 * Prints a run's output, or that of one attempt of it, its error stream to standard error, until there is no more; with `follow` until it
 * has ended.
 */
export async function printOutput(
  connection: Connection,
  context: CommandContext,
  { run, attempt, follow }: { readonly run: string; readonly attempt: number | null; readonly follow: boolean },
): Promise<void> {
  let wake: () => void = () => undefined;
  const unsubscribe = connection.onPush((push) => {
    if (push.kind === 'jobs' || (push.kind === 'output' && push.run === run)) wake();
  });
  try {
    let next = 0;
    let told = false;
    for (;;) {
      const chunk = await connection.ask('readOutput', { run, from: next, limit: STRETCH, attempt });
      if (chunk.omitted !== null && !told) {
        told = true;
        await write(context.stderr, `(${String(chunk.omitted)} bytes in the middle were left out)\n`);
      }
      for (const { stream, text } of chunk.pieces) {
        await write(stream === 'out' ? context.stdout : context.stderr, text);
      }
      const grew = chunk.next !== next;
      next = chunk.next;
      if (chunk.end || (!follow && !grew)) return;
      if (!grew) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, LOOK_AGAIN_MS);
          wake = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      }
    }
  } finally {
    unsubscribe();
  }
}

/** Waits until a run has ended. */
export async function ended(connection: Connection, run: string): Promise<RunView> {
  for (;;) {
    const view = await connection.ask('readRun', { run });
    if (view.outcome !== null) return view;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
