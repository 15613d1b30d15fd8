import {
  IconAdjustmentsHorizontal,
  IconAlertTriangle,
  IconChevronDown,
  IconChevronUp,
  IconGitBranch,
  IconMoon,
  IconPlug,
} from '@tabler/icons-react';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useId, useState } from 'react';
import type { Problem } from '../../../preload/contract.ts';
import { useQuery } from '../../shell/address.ts';
import { texts } from '../../texts/texts.ts';
import { AdvancedFold } from './AdvancedFold.tsx';
import { AwayFold } from './AwayFold.tsx';
import { ConditionsFold } from './ConditionsFold.tsx';
import { FailFold } from './FailFold.tsx';
import { advancedSentence, awaySentence, conditionsSentence, failSentence, upstreamSentence } from './foldSentences.ts';
import { problemOf } from './draft.ts';
import { UpstreamFold } from './UpstreamFold.tsx';
import type { Editing } from './useDraft.ts';
import styles from './editor.module.css';

const NO_NAMES: Readonly<Record<string, string>> = {};

interface FoldsProps {
  readonly id: string | null;
  readonly editing: Editing;
  readonly problems: readonly Problem[];
}

/** What has a good default, each as a closed row that says it; open, it can be changed. */
export function Folds({ id, editing, problems }: FoldsProps) {
  const { document } = editing;
  const words = texts.editor.folds;
  const wrong = (...fields: readonly string[]): boolean =>
    fields.some((field) => problemOf(problems, field) !== undefined);
  return (
    <ul className={styles['folds']}>
      <Fold icon={IconMoon} name="away" title={words.away} sentence={awaySentence(document)} wrong={wrong('catchUp')}>
        <AwayFold editing={editing} problems={problems} />
      </Fold>
      <Fold
        icon={IconPlug}
        name="conditions"
        title={words.conditions}
        sentence={conditionsSentence(document)}
        wrong={wrong('conditions', 'deadline')}
      >
        <ConditionsFold editing={editing} problems={problems} />
      </Fold>
      <Fold
        icon={IconGitBranch}
        name="upstream"
        title={words.upstream}
        sentence={upstreamSentence(document, editing.report?.names ?? NO_NAMES)}
        wrong={false}
      >
        <UpstreamFold id={id} editing={editing} />
      </Fold>
      <Fold
        icon={IconAlertTriangle}
        name="fail"
        title={words.fail}
        sentence={failSentence(document)}
        wrong={wrong('retry', 'timeout', 'notify', 'giveUpAfter')}
      >
        <FailFold editing={editing} problems={problems} />
      </Fold>
      <Fold
        icon={IconAdjustmentsHorizontal}
        name="advanced"
        title={words.advanced}
        sentence={advancedSentence(document)}
        wrong={wrong(
          'tags',
          'zone',
          'concurrency',
          'queueLimit',
          'max',
          'outputLimit',
          'successExitCodes',
          'stdin',
          'priority',
          'limits',
          'nice',
          'secrets',
          'secretFiles',
          'artifacts',
        )}
      >
        <AdvancedFold editing={editing} problems={problems} />
      </Fold>
    </ul>
  );
}

function Fold({
  icon: Sign,
  name,
  title,
  sentence,
  wrong,
  children,
}: {
  readonly icon: Icon;
  /** What the address opens it by: `?open=upstream`, for a line of the graph. */
  readonly name: keyof typeof texts.editor.folds;
  readonly title: string;
  readonly sentence: string;
  /** A mistake inside opens it: what cannot be seen cannot be put right. */
  readonly wrong: boolean;
  readonly children: ReactNode;
}) {
  const addressed = useQuery().get('open') === name;
  const [asked, setAsked] = useState(addressed);
  const open = asked || wrong;
  const body = useId();
  const Chevron = open ? IconChevronUp : IconChevronDown;
  return (
    <li>
      <button
        type="button"
        className={styles['foldHead']}
        aria-expanded={open}
        aria-controls={body}
        onClick={() => setAsked(!open)}
      >
        <Sign size={16} stroke={1.6} aria-hidden="true" />
        <span className="medium">{title}</span>
        <span className="dim cut">{open ? '' : sentence}</span>
        <Chevron size={14} stroke={1.6} aria-hidden="true" />
      </button>
      <div id={body} className={styles['foldBody']} hidden={!open}>
        {open && children}
      </div>
    </li>
  );
}
