import { Button, Switch } from '@mantine/core';
import { useState } from 'react';
import type { JobEnvironmentView, JobView, VariableRow } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { SectionHead } from '../../parts/Page.tsx';
import { Answered, Note } from '../../parts/States.tsx';
import { texts } from '../../texts/texts.ts';
import styles from './job.module.css';

const words = texts.job;

/** What the job would be given now, beside what cron would give it. Asked for only when it is opened. */
export function JobEnvironment({ view }: { readonly view: JobView }) {
  const [open, setOpen] = useState(false);
  const kind = view.document['environment'] === 'minimal' ? 'minimal' : 'login';
  return (
    <section className={styles['mini']}>
      <SectionHead
        title={words.environment}
        sub={words.environmentOf[kind]}
        right={
          <Button size="sm" variant="transparent" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? words.environmentHide : words.environmentShow}
          </Button>
        }
      />
      {open && <Asked job={view.row.id} />}
    </section>
  );
}

function Asked({ job }: { readonly job: string }) {
  const known = useAnswer('readJobEnvironment', { job });
  return (
    <Answered known={known} bars={4}>
      {(environment) => <Compared environment={environment} />}
    </Answered>
  );
}

function Compared({ environment }: { readonly environment: JobEnvironmentView }) {
  const [all, setAll] = useState(false);
  const { path, missingSecrets, login } = environment;
  const rows = environment.variables.filter((row) => all || row.difference !== 'same');
  return (
    <div className={styles['environment']}>
      {missingSecrets.length > 0 && <Note kind="bad">{words.missingSecrets(missingSecrets.join(', '))}</Note>}
      {login.problem !== null && <Note kind="warn">{login.problem}</Note>}
      <p className="dim">{words.runsIn(environment.cwd)}</p>
      {path.onlyJob.length > 0 && <p className="dim">{words.onlyHere(path.onlyJob.join(', '))}</p>}
      {path.onlyCron.length > 0 && <p className="dim">{words.onlyCron(path.onlyCron.join(', '))}</p>}
      <Switch
        size="xs"
        label={words.onlyDifferent}
        checked={!all}
        onChange={(event) => setAll(!event.currentTarget.checked)}
      />
      <table aria-label={words.environment}>
        <thead>
          <tr>
            <th scope="col">{words.variable}</th>
            <th scope="col">{words.thisJob}</th>
            <th scope="col">{words.cron}</th>
            <th scope="col">{words.givenBy}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Variable key={row.name} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Variable({ row }: { readonly row: VariableRow }) {
  return (
    <tr data-difference={row.difference}>
      <th scope="row" className="mono">
        {row.name}
      </th>
      <Value value={row.value} />
      <Value value={row.cron} />
      <td className="dim">{row.from === null ? '' : words.from[row.from]}</td>
    </tr>
  );
}

function Value({ value }: { readonly value: string | null }) {
  return value === null ? <td className="faint">{words.notGiven}</td> : <td className="mono">{value}</td>;
}

/** What a run was given, exactly; asked for only when it is opened. */
export function RunEnvironment({ run }: { readonly run: string }) {
  const [open, setOpen] = useState(false);
  return (
    <details className={styles['environment']} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.environmentGiven}</summary>
      {open && <Given run={run} />}
    </details>
  );
}

function Given({ run }: { readonly run: string }) {
  const known = useAnswer('readRunEnvironment', { run, attempt: null });
  return (
    <Answered known={known} bars={3}>
      {(given) => (
        <>
          <p className="mono">{given.what}</p>
          <p className="dim">{words.runsIn(given.cwd)}</p>
          <table aria-label={words.environmentGiven}>
            <thead>
              <tr>
                <th scope="col">{words.variable}</th>
                <th scope="col">{words.value}</th>
              </tr>
            </thead>
            <tbody className="mono">
              {Object.entries(given.variables)
                .sort(([a], [b]) => a.localeCompare(b))
                .map(([name, value]) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td>{value}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </>
      )}
    </Answered>
  );
}
