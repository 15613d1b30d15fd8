import { rmSync } from 'node:fs';
import { writeDurably } from '../durableFile.ts';
import { serveLocalSocket, type LineConnection } from '../localSocket.ts';
import type { AttemptResult } from '../running/launch.ts';
import { ProcessHost } from '../running/processHost.ts';
import { startTimeOf } from '../running/processIdentity.ts';
import type { FromHelper, HelperNote, ToHelper } from './protocol.ts';

/** Somebody starts a helper to connect to it at once: whom nobody greets within this time nobody needs. Milliseconds. */
const GREETING_MS = 30_000;

/**
 * The resident helper: starts the processes of jobs beside Wakeful, keeps their output and records their ends. It is small, so starting
 * is quick from it however large Wakeful has grown; and it outlives a crash of Wakeful, so that runs go on, their output is kept and
 * their exit codes are known to the Wakeful that starts next. It ends when nobody is connected and nothing runs.
 */
export async function runSpawnHelper(socket: string, notePath: string): Promise<void> {
  const connections = new Set<LineConnection>();
  const tell = (message: FromHelper): void => {
    for (const connection of connections) connection.send(message);
  };
  const host = new ProcessHost({
    started: (run, attempt, process) => {
      tell({ kind: 'started', run, attempt, process });
    },
    ended: (result: AttemptResult) => {
      tell({ kind: 'ended', result });
      endIfIdle();
    },
  });
  const endIfIdle = (): void => {
    if (connections.size > 0 || host.runs().length > 0) return;
    rmSync(notePath, { force: true });
    server.dispose();
    clearTimeout(greeting);
    // Children that were to be left may hold pipes open, and reading them keeps this process: they are not to be ended by it.
  };
  const greeting = setTimeout(endIfIdle, GREETING_MS);
  const server = await serveLocalSocket(socket, (connection) => {
    connections.add(connection);
    connection.send({ kind: 'hello', runs: host.runs() } satisfies FromHelper);
    connection.onValue((value) => {
      const message = value as ToHelper;
      if (message.kind === 'start') host.start(message.launch);
      else if (message.kind === 'stop') host.stop(message.run, message.graceMs);
      else {
        const { id, runs } = message;
        void host.usage(runs).then((used) => {
          connection.send({ kind: 'usage', id, used } satisfies FromHelper);
        });
      }
    });
    connection.onClose(() => {
      connections.delete(connection);
      endIfIdle();
    });
  });
  const note: HelperNote = { socket, process: { pid: process.pid, startedAt: startTimeOf(process.pid) ?? 'unknown' } };
  writeDurably(notePath, JSON.stringify(note));
}
