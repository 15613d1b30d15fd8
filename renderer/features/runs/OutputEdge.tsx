import { Button } from '@mantine/core';
import styles from './job.module.css';

interface OutputEdgeProps {
  readonly text: string;
  readonly acts: readonly { readonly label: string; readonly run: () => void }[];
}

/** Where what is held of a large output begins or ends: how much is beyond, and the ways there. */
export function OutputEdge({ text, acts }: OutputEdgeProps) {
  return (
    <div className={styles['edge']}>
      <span className="grow">{text}</span>
      {acts.map(({ label, run }) => (
        <Button key={label} size="xs" variant="subtle" onClick={run}>
          {label}
        </Button>
      ))}
    </div>
  );
}
