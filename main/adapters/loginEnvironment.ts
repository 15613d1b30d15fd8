/** Environments for jobs, as they are now. */
export interface Environments {
  /** What the user's login shell has; asked once. Never rejects: the second best is our own environment. */
  login(): Promise<Readonly<Record<string, string>>>;
  /** What cron gives. */
  minimal(): Readonly<Record<string, string>>;
}
