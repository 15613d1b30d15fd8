import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Program } from '../engine/view/program.ts';

/** A line now and then keeps the connection alive and shows that it is. */
const BEAT_MS = 15_000;

/** Pushes as an event stream, one JSON object each, until the reader goes away. */
export function eventStream(program: Program, context: Context): Response {
  context.header('Cache-Control', 'no-store');
  return streamSSE(context, async (stream) => {
    const end = new Promise<void>((resolve) => {
      stream.onAbort(resolve);
    });
    const subscription = program.onPush((push) => {
      void stream.writeSSE({ data: JSON.stringify(push) });
    });
    const beat = setInterval(() => {
      void stream.write(': \n\n');
    }, BEAT_MS);
    try {
      // Something to read at once, so that the reader knows that it is connected.
      await stream.write(': connected\n\n');
      await end;
    } finally {
      clearInterval(beat);
      subscription.dispose();
    }
  });
}
