import { z } from 'zod';
import { readSaved } from '../documents/savedDocument.ts';

/** Something that is on its way to a server. The address is looked up when it is sent: mended in the settings, it counts at once. */
export interface Letter {
  /** Unique; goes along, so that the receiver recognises what it had already. */
  readonly id: string;
  /** Letters of a lane go one after another; lanes do not wait for each other. `webhook`, or `ping/JOB`. */
  readonly lane: string;
  /** Added to the address's path. */
  readonly suffix: string;
  /** Added to the address's query. */
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
  readonly contentType: string;
  /** Given up then, milliseconds since 1970. */
  readonly until: number;
}

const letter = z.object({
  id: z.string(),
  lane: z.string(),
  suffix: z.string(),
  query: z.record(z.string(), z.string()),
  body: z.string(),
  contentType: z.string(),
  until: z.number(),
});

const outboxFile = z.object({ version: z.literal(1), seen: z.number(), letters: z.array(letter) });

/** What is kept of the outbox between two starts. */
export interface KeptOutbox {
  /** The newest notice that was handed over; null: none ever was. */
  readonly seen: number | null;
  readonly letters: readonly Letter[];
}

/** Reads what was left. What cannot be read is no history: letters are at most lost, and the inbox has them all. */
export function readOutbox(path: string): KeptOutbox {
  const saved = readSaved(path);
  const read = saved.kind === 'json' ? outboxFile.safeParse(saved.value) : null;
  return read?.success === true ? read.data : { seen: null, letters: [] };
}

export const outboxText = ({ seen, letters }: KeptOutbox): string =>
  JSON.stringify({ version: 1, seen: seen ?? 0, letters });
