/** Version of the schema below, kept in the file as `user_version`. */
export const SCHEMA_VERSION = 2;

/** `application_id` of the file: "WKFL". Another program's database is never taken for a ledger. */
export const APPLICATION_ID = 0x57_4b_46_4c;

/**
 * The ledger as it is made today. Instants are milliseconds since 1970 in UTC, names and JSON are text, so that any SQLite tool can
 * read it. What a ledger of an older version goes through to look the same is in `migrations.ts`.
 *
 * - `due.counted`: the column of `counts` in which the entry is counted, 0 while its fate is not final.
 * - `jobs.longest_span`: the longest `last - due` of the job's spans; bounds how far back a span that holds an instant can begin;
 *   `longest_run` is the same for runs.
 * - `runs.started_or_never`: `started`, or the largest integer where the run has not started: the order of history.
 * - `newest_runs`: each job's last ended and last succeeded run, so that opening does not depend on the length of history.
 */
export const SCHEMA = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE jobs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,
  longest_span INTEGER NOT NULL DEFAULT 0, longest_run INTEGER NOT NULL DEFAULT 0);

CREATE TABLE due (
  id INTEGER PRIMARY KEY,
  job INTEGER NOT NULL REFERENCES jobs (id),
  "trigger" INTEGER NOT NULL,
  sequence TEXT,
  due INTEGER NOT NULL,
  last INTEGER NOT NULL,
  count INTEGER NOT NULL,
  fate TEXT NOT NULL,
  reason TEXT,
  facts TEXT,
  run TEXT,
  decided INTEGER NOT NULL,
  era INTEGER NOT NULL,
  counted INTEGER NOT NULL
);
CREATE INDEX due_by_job ON due (job, due);
CREATE INDEX due_by_fate ON due (job, fate, due);
CREATE INDEX due_spans ON due (job, due, last) WHERE count > 1;
CREATE INDEX due_of_run ON due (run) WHERE fate IN ('ran', 'caughtUp');
CREATE INDEX due_open ON due (id) WHERE counted = 0;

CREATE TABLE runs (
  id INTEGER PRIMARY KEY,
  run TEXT NOT NULL UNIQUE,
  job INTEGER NOT NULL REFERENCES jobs (id),
  cause TEXT NOT NULL,
  due INTEGER,
  started INTEGER,
  started_or_never INTEGER NOT NULL,
  ended INTEGER,
  outcome TEXT,
  exit_code INTEGER,
  signal TEXT,
  message TEXT,
  attempts INTEGER NOT NULL,
  process TEXT,
  outputs TEXT,
  fingerprint TEXT,
  upstream TEXT,
  catch_up INTEGER NOT NULL,
  era INTEGER NOT NULL,
  cpu_ms INTEGER,
  peak_memory INTEGER
);
CREATE INDEX runs_by_job ON runs (job, started_or_never);
CREATE INDEX runs_by_start ON runs (started_or_never);
CREATE INDEX runs_open ON runs (id) WHERE outcome IS NULL;
CREATE TABLE newest_runs (job INTEGER PRIMARY KEY REFERENCES jobs (id), last INTEGER NOT NULL, succeeded INTEGER);

CREATE TABLE machine (id INTEGER PRIMARY KEY, state TEXT NOT NULL, "from" INTEGER NOT NULL, "to" INTEGER NOT NULL, era INTEGER NOT NULL);
CREATE INDEX machine_by_end ON machine ("to");
CREATE TABLE clock (id INTEGER PRIMARY KEY, "from" INTEGER NOT NULL, "to" INTEGER NOT NULL, era INTEGER NOT NULL);
CREATE INDEX clock_by_time ON clock ("to");

CREATE TABLE wishes (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL, job TEXT, about INTEGER, run TEXT);
CREATE INDEX wishes_by_time ON wishes (at);
CREATE INDEX wishes_by_job ON wishes (job, at);

CREATE TABLE incidents (
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  kind TEXT NOT NULL,
  opened INTEGER NOT NULL,
  closed INTEGER,
  failures INTEGER NOT NULL,
  first_run TEXT,
  last_run TEXT
);
CREATE INDEX incidents_by_time ON incidents (opened);
CREATE INDEX incidents_by_job ON incidents (job, opened);
CREATE INDEX incidents_open ON incidents (id) WHERE closed IS NULL;

CREATE TABLE notices (
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  job TEXT,
  run TEXT,
  incident INTEGER,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  read INTEGER NOT NULL
);
CREATE INDEX notices_by_time ON notices (at);

CREATE TABLE state (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE counts (
  job INTEGER NOT NULL REFERENCES jobs (id),
  bin TEXT NOT NULL,
  start INTEGER NOT NULL,
  ran INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  caught_up INTEGER NOT NULL,
  coalesced INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  expired INTEGER NOT NULL,
  PRIMARY KEY (job, bin, start)
) WITHOUT ROWID;
`;
