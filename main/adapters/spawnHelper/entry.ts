import { runSpawnHelper } from './spawnHelper.ts';

// Arguments: the socket to listen on, and the file in which to note itself. Signals meant for Wakeful's terminal are not for its jobs.
const [, , socket, note] = process.argv;
if (socket === undefined || note === undefined) throw new Error('The helper is started by Wakeful: SOCKET NOTE.');
process.on('SIGINT', () => undefined);
process.on('SIGHUP', () => undefined);
void runSpawnHelper(socket, note);
