/** Types of the contract on what surrounds a program: its environment, interpreters, secrets. */

/** One variable that a job gets, or that cron would give it. */
export interface VariableRow {
  readonly name: string;
  /** What the job gets; a secret is masked. Null: the job does not get it. */
  readonly value: string | null;
  /** What cron would give; null: nothing. */
  readonly cron: string | null;
  /** Who gives it: the login shell, cron's minimum, the job's `env`, a secret, Wakeful itself (`WAKEFUL_…`). Null: nobody. */
  readonly from: 'login' | 'minimal' | 'job' | 'secret' | 'wakeful' | null;
  /** Against cron's: the same, only the job has it, both have it and differ, only cron has it. */
  readonly difference: 'same' | 'added' | 'changed' | 'missing';
}

/** The environment that a job would be given now, beside cron's minimal one. */
export interface JobEnvironmentView {
  readonly job: string;
  /** What its `environment` says. */
  readonly environment: 'login' | 'minimal';
  /** The folder it runs in, absolute. */
  readonly cwd: string;
  /** In order of name. */
  readonly variables: readonly VariableRow[];
  /** Folders in which programs are looked for: those that only the job has, and those that only cron has. */
  readonly path: { readonly onlyJob: readonly string[]; readonly onlyCron: readonly string[] };
  /** Where the login environment comes from: the shell's answer, its last good one, or Wakeful's own. */
  readonly login: {
    readonly shell: string;
    readonly from: 'shell' | 'remembered' | 'own';
    /** Why the shell's own answer is not used; null where it is. */
    readonly problem: string | null;
  };
  /** Secrets of the job that have no value: it cannot start. */
  readonly missingSecrets: readonly string[];
}

/** What one attempt of a run was given, exactly, secrets masked. */
export interface RunEnvironmentView {
  readonly run: string;
  readonly attempt: number;
  readonly cwd: string;
  /** The command as a person would type it. */
  readonly what: string;
  readonly nice: number;
  readonly variables: Readonly<Record<string, string>>;
}

/** The secrets there are: never their values. */
export interface SecretsView {
  /** Why none can be kept here, and what would help; null: they can. */
  readonly unavailable: string | null;
  /** In order of name; `problem`: why its value cannot be had now. */
  readonly secrets: readonly {
    readonly name: string;
    readonly changed: number;
    readonly problem: string | null;
    readonly jobs: readonly string[];
  }[];
  /** Names that jobs ask for and that have no value. */
  readonly missing: readonly { readonly name: string; readonly jobs: readonly string[] }[];
}

/** A right interpreter, or script, for a program in a folder. */
export interface InterpreterOffer {
  readonly kind: 'venv' | 'uv' | 'poetry' | 'conda' | 'node' | 'script';
  /** What in the folder says so: `.venv`, `package.json`. */
  readonly found: string;
  /** What to write in place of `python`, `node`, or as the whole command of a script. */
  readonly command: readonly string[];
  /** "Python 3.11 of .venv". */
  readonly text: string;
  /** Why it cannot be used yet, and what to do; null: it can. */
  readonly problem: string | null;
}
