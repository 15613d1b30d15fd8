/** A library under measurement, brought to what all of them can do: keep many jobs and call when one is due. */
export interface Contender {
  /**
   * Arms the jobs; `fire` is called with the place of the one that is due. Resolves when all are armed. What was armed stays so until the
   * process ends.
   */
  arm(jobs: readonly Armed[], fire: (index: number) => void): Promise<void>;
}

/** One job: the same moments in both dialects. */
export interface Armed {
  /** Six fields, seconds first: what croner, node-schedule and cron read. */
  readonly cron: string;
  /** The same as a systemd calendar event: the dialect of Wakeful that has seconds. */
  readonly onCalendar: string;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** A job once a day at an hour that is not near: nothing of it is due while anything is measured. UTC. */
export function farAway(index: number, now: number): Armed {
  const hour = (new Date(now).getUTCHours() + 3 + (index % 20)) % 24;
  const minute = (index * 7) % 60;
  return { cron: `0 ${String(minute)} ${String(hour)} * * *`, onCalendar: `*-*-* ${two(hour)}:${two(minute)}:00 UTC` };
}

/** A job every day in one second. UTC. */
export function at(second: number): Armed {
  const date = new Date(second);
  const [h, m, s] = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()];
  return {
    cron: `${String(s)} ${String(m)} ${String(h)} * * *`,
    onCalendar: `*-*-* ${two(h)}:${two(m)}:${two(s)} UTC`,
  };
}

/** A job every `every` seconds of the minute, from `offset`. */
export function everySeconds(every: number, offset: number): Armed {
  const seconds = Array.from({ length: Math.floor(60 / every) }, (_, k) => offset + k * every);
  return {
    cron: `${seconds.join(',')} * * * * *`,
    onCalendar: `*-*-* *:*:${seconds.map(two).join(',')} UTC`,
  };
}
