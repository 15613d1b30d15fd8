/** The five fields of a cron expression as they are written. */
export interface CronParts {
  readonly minute: string;
  readonly hour: string;
  readonly day: string;
  readonly month: string;
  readonly weekday: string;
}

/** The fields of an expression that was read before; null for nicknames. */
export function cronParts(expression: string): CronParts | null {
  const [minute, hour, day, month, weekday] = expression.trim().split(/\s+/);
  if (minute === undefined || hour === undefined || day === undefined || month === undefined) return null;
  return weekday === undefined ? null : { minute, hour, day, month, weekday };
}
