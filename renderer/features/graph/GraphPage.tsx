import { Button, SegmentedControl } from '@mantine/core';
import { IconList, IconMaximize, IconSchema } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { GraphView } from '../../../preload/contract.ts';
import { useAnswer } from '../../api/program.tsx';
import { Page } from '../../parts/Page.tsx';
import { Answered, Empty } from '../../parts/States.tsx';
import { useQuery } from '../../shell/address.ts';
import { texts } from '../../texts/texts.ts';
import { Drawing } from './Drawing.tsx';
import { GraphList } from './GraphList.tsx';
import { around } from './layers.ts';
import job from '../runs/job.module.css';
import styles from './graph.module.css';

/** More nodes than this are shown around one of them. */
const MANY = 60;
const STEPS = 2;

/** Who waits for whom, and what held today. */
export function GraphPage() {
  const known = useAnswer('graph', {});
  const state = useAnswer('readState', {}).value;
  const query = useQuery();
  const [rules, setRules] = useState(false);
  const [fits, setFits] = useState(0);
  const asList = query.get('as') === 'list';
  const linked = useMemo(() => {
    if (known.value === undefined) return null;
    const names = new Set(known.value.edges.flatMap((edge) => [edge.from, edge.to]));
    return { ...known.value, nodes: known.value.nodes.filter((node) => names.has(node.job)) };
  }, [known.value]);
  const icon = { size: 14, stroke: 1.6 } as const;
  return (
    <Page
      title={texts.graph.title}
      sub={linked === null || state === undefined ? undefined : texts.graph.sub(linked.nodes.length, state.jobs)}
      actions={
        <>
          <SegmentedControl
            aria-label={texts.graph.show}
            data={[
              { value: 'today', label: texts.graph.today },
              { value: 'rules', label: texts.graph.rules },
            ]}
            value={rules ? 'rules' : 'today'}
            onChange={(value) => setRules(value === 'rules')}
          />
          <Button
            variant="subtle"
            className="hide-narrow"
            leftSection={asList ? <IconSchema {...icon} /> : <IconList {...icon} />}
            onClick={() => query.set({ as: asList ? null : 'list' })}
          >
            {asList ? texts.graph.asGraph : texts.graph.asList}
          </Button>
          {!asList && (
            <Button leftSection={<IconMaximize {...icon} />} onClick={() => setFits(fits + 1)}>
              {texts.graph.fit}
            </Button>
          )}
        </>
      }
      footer={linked !== null && linked.nodes.length > 0 && <Legend rules={rules} />}
    >
      <Answered known={known}>
        {() =>
          linked === null || linked.nodes.length === 0 ? (
            <Empty title={texts.graph.none} text={texts.graph.noneText} />
          ) : (
            <Shown graph={linked} rules={rules} asList={asList} fits={fits} chosen={query.get('job')} />
          )
        }
      </Answered>
    </Page>
  );
}

function Shown({
  graph,
  rules,
  asList,
  fits,
  chosen,
}: {
  readonly graph: GraphView;
  readonly rules: boolean;
  readonly asList: boolean;
  readonly fits: number;
  readonly chosen: string | null;
}) {
  const shown = useMemo(() => {
    const center = chosen ?? graph.nodes[0]?.job;
    if (graph.nodes.length <= MANY || center === undefined) return graph;
    const near = around(center, graph.edges, STEPS);
    return {
      nodes: graph.nodes.filter((node) => near.has(node.job)),
      edges: graph.edges.filter((edge) => near.has(edge.from) && near.has(edge.to)),
    };
  }, [graph, chosen]);
  if (asList) return <GraphList graph={shown} rules={rules} />;
  return (
    <>
      <Drawing graph={shown} rules={rules} chosen={chosen} fits={fits} />
      <div className="unseen">
        <GraphList graph={shown} rules={rules} quiet />
      </div>
    </>
  );
}

function Legend({ rules }: { readonly rules: boolean }) {
  return (
    <footer className={styles['legend']}>
      {!rules &&
        (['held', 'notYet', 'didNotHold'] as const).map((state) => (
          <span key={state}>
            <svg width={26} height={8} aria-hidden="true">
              <path d="M0 4h26" className={job[state]} />
            </svg>
            {texts.graph.linkStates[state]}
          </span>
        ))}
      <span className="grow" />
      <span className="faint hide-narrow">{texts.graph.hint}</span>
    </footer>
  );
}
