import { useAnswer } from '../../api/program.tsx';
import { texts } from '../../texts/texts.ts';
import { SettingCard, SettingRow } from './SettingRow.tsx';
import styles from './settings.module.css';

const words = texts.settings;

/** The same program from a terminal. */
export function CommandLine() {
  return (
    <SettingCard>
      <SettingRow title={words.commandLine} text={words.commandLineText} />
      <dl className={styles['commands']}>
        {words.commands.map(([command, does]) => (
          <div key={command}>
            <dt className="mono">{command}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </SettingCard>
  );
}

/** What this is. */
export function About() {
  const state = useAnswer('readState', {}).value;
  if (state === undefined) return null;
  return (
    <SettingCard>
      <SettingRow title={words.version}>
        <span className="dim">{state.version}</span>
      </SettingRow>
      <SettingRow title={words.shellKind}>
        <span className="dim">{words.shells[state.shell]}</span>
      </SettingRow>
      <SettingRow title={words.platform}>
        <span className="dim">{words.platforms[state.platform] ?? state.platform}</span>
      </SettingRow>
      <SettingRow title={words.zone}>
        <span className="dim">{state.zone}</span>
      </SettingRow>
    </SettingCard>
  );
}
