import { Link } from 'wouter';
import type { GraphView } from '../../../preload/contract.ts';
import { placeOfRule } from './rules.ts';
import { texts } from '../../texts/texts.ts';
import styles from './graph.module.css';

/** The same content as a nested list: each job, and below it what follows. `quiet`: only read, not reached by Tab. */
export function GraphList({
  graph,
  rules,
  quiet = false,
}: {
  readonly graph: GraphView;
  readonly rules: boolean;
  readonly quiet?: boolean;
}) {
  const nameOf = (id: string): string => graph.nodes.find((node) => node.job === id)?.name ?? id;
  return (
    <ul className={styles['tree']} aria-label={texts.graph.listLabel}>
      {graph.nodes.map((node) => {
        const edges = graph.edges.filter((edge) => edge.from === node.job);
        return (
          <li key={node.job}>
            {quiet ? (
              node.name
            ) : (
              <Link href={`/jobs/${encodeURIComponent(node.job)}`} className="medium">
                {node.name}
              </Link>
            )}
            {edges.length > 0 && (
              <ul>
                {edges.map((edge) => (
                  <li key={`${edge.to}${edge.text}`}>
                    {quiet ? (
                      texts.graph.then(nameOf(edge.to), edge.text)
                    ) : (
                      <Link href={placeOfRule(edge.to)} title={texts.graph.changeRule(nameOf(edge.to))}>
                        {texts.graph.then(nameOf(edge.to), edge.text)}
                      </Link>
                    )}
                    {!rules && <span className="faint">, {texts.graph.linkStates[edge.state]}</span>}
                  </li>
                ))}
              </ul>
            )}
          </li>
        );
      })}
    </ul>
  );
}
