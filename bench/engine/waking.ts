/**
 * `waking NAME OFFSET EVERY COUNT FILE PROGRAM`: keeps COUNT jobs, of which one is due every EVERY seconds from OFFSET on, and starts the
 * program for it, which writes the time of its first instruction to FILE. Runs until it is killed.
 */
import { spawn } from 'node:child_process';
import { everySeconds, farAway } from './contender.ts';
import { contenderNamed } from './contenders/index.ts';

const [, , name = '', offset = '0', every = '15', count = '1000', file = '', program = ''] = process.argv;
const start = (): void => {
  spawn(program, [file], { stdio: 'ignore' });
};
const period = Number(every) * 1000;
if (name === 'bare') {
  const arm = (): void => {
    const now = Date.now() - Number(offset) * 1000;
    const next = Math.ceil((now + 1) / period) * period;
    setTimeout(() => {
      start();
      setTimeout(arm, 1000);
    }, next - now);
  };
  arm();
} else {
  const contender = await contenderNamed(name);
  const far = Array.from({ length: Number(count) - 1 }, (_, index) => farAway(index, Date.now()));
  await contender.arm([...far, everySeconds(Number(every), Number(offset))], start);
}
console.log('armed');
