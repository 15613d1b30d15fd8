import '@xyflow/react/dist/style.css';
import type { Edge, EdgeProps, Node, NodeProps } from '@xyflow/react';
import {
  Background,
  BaseEdge,
  EdgeLabelRenderer,
  getBezierPath,
  Handle,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import { memo, useEffect, useMemo } from 'react';
import type { GraphView } from '../../../preload/contract.ts';
import { Glyph, glyphOf } from '../../parts/Glyph.tsx';
import { goTo } from '../../shell/address.ts';
import { texts } from '../../texts/texts.ts';
import { layout, NODE } from './layout.ts';
import styles from './graph.module.css';

type JobNode = Node<
  { readonly node: GraphView['nodes'][number]; readonly rules: boolean; readonly chosen: boolean },
  'job'
>;
type RuleEdge = Edge<{ readonly text: string; readonly state: GraphView['edges'][number]['state'] | null }, 'rule'>;

const nodeTypes = { job: memo(JobBox) };
const edgeTypes = { rule: memo(Rule) };
const MARGIN = { padding: 0.06, maxZoom: 1 };

interface DrawingProps {
  readonly graph: GraphView;
  readonly rules: boolean;
  readonly chosen: string | null;
  /** Grows with every wish to see all of it. */
  readonly fits: number;
}

/** The graph as a picture: laid out by layers, moved and zoomed, followed with the arrow keys. */
export function Drawing(props: DrawingProps) {
  return (
    <ReactFlowProvider>
      <Flow {...props} />
    </ReactFlowProvider>
  );
}

function Flow({ graph, rules, chosen, fits }: DrawingProps) {
  const flow = useReactFlow();
  const placed = useMemo(() => layout(graph.nodes, graph.edges), [graph]);
  const nodes = useMemo((): JobNode[] => {
    const byId = new Map(graph.nodes.map((node) => [node.job, node]));
    return placed.flatMap(({ job, x, y }): JobNode[] => {
      const node = byId.get(job);
      if (node === undefined) return [];
      return [
        {
          id: job,
          type: 'job',
          position: { x, y },
          width: NODE.width,
          height: NODE.height,
          data: { node, rules, chosen: job === chosen },
          ariaLabel: node.name,
        },
      ];
    });
  }, [graph, placed, rules, chosen]);
  const edges = useMemo((): RuleEdge[] => {
    const below = new Set(placed.filter((node) => node.below).map((node) => node.job));
    return graph.edges.map((edge) => ({
      id: `${edge.from} ${edge.to} ${edge.text}`,
      source: edge.from,
      target: edge.to,
      ...(below.has(edge.to)
        ? { sourceHandle: 'bottom', targetHandle: 'top' }
        : { sourceHandle: 'right', targetHandle: 'left' }),
      type: 'rule',
      focusable: false,
      data: { text: edge.text, state: rules ? null : edge.state },
    }));
  }, [graph, placed, rules]);
  useEffect(() => {
    void flow.fitView(MARGIN);
  }, [flow, fits, nodes.length]);

  const follow = (event: KeyboardEvent): void => {
    const id = (event.target as HTMLElement).closest('[data-id]')?.getAttribute('data-id');
    if (id === null || id === undefined) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      event.stopPropagation();
      goTo(`/jobs/${encodeURIComponent(id)}`);
      return;
    }
    const next = neighbour(event.key, id, graph, nodes);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    document.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(next)}"]`)?.focus();
  };
  return (
    <div className={styles['graph']} onKeyDownCapture={follow}>
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesDraggable={false}
        nodesConnectable={false}
        elementsSelectable={false}
        nodesFocusable
        edgesFocusable={false}
        minZoom={0.2}
        maxZoom={1.6}
        fitView
        fitViewOptions={MARGIN}
        onNodeClick={(_event, node) => goTo(`/jobs/${encodeURIComponent(node.id)}`)}
        proOptions={{ hideAttribution: true }}
        aria-label={texts.graph.title}
      >
        <Background gap={20} size={1.6} color="var(--line-2)" />
      </ReactFlow>
    </div>
  );
}

/** The node an arrow leads to: along the lines sideways, to the nearest in the layer up and down. */
function neighbour(key: string, id: string, graph: GraphView, nodes: readonly JobNode[]): string | null {
  const from = nodes.find((node) => node.id === id);
  if (from === undefined) return null;
  if (key === 'ArrowRight') return graph.edges.find((edge) => edge.from === id)?.to ?? null;
  if (key === 'ArrowLeft') return graph.edges.find((edge) => edge.to === id)?.from ?? null;
  if (key !== 'ArrowDown' && key !== 'ArrowUp') return null;
  const sign = key === 'ArrowDown' ? 1 : -1;
  const beyond = nodes
    .filter((node) => (node.position.y - from.position.y) * sign > 0)
    .sort(
      (a, b) =>
        Math.abs(a.position.x - from.position.x) +
        Math.abs(a.position.y - from.position.y) -
        (Math.abs(b.position.x - from.position.x) + Math.abs(b.position.y - from.position.y)),
    );
  return beyond[0]?.id ?? null;
}

function JobBox({ data }: NodeProps<JobNode>) {
  const { node, rules, chosen } = data;
  const { lastFate } = node;
  return (
    <div
      className={styles['node']}
      data-chosen={chosen || undefined}
      data-bad={(!rules && node.state === 'attention') || undefined}
    >
      <Handle id="left" type="target" position={Position.Left} className={styles['handle'] ?? ''} />
      <Handle id="top" type="target" position={Position.Top} className={styles['handle'] ?? ''} />
      <span className={styles['nodeTitle']}>
        {!rules && <Glyph name={lastFate === null ? 'comingUp' : glyphOf(lastFate.fate, lastFate.outcome)} size={14} />}
        <span className="cut">{node.name}</span>
      </span>
      <span className={styles['nodeText']}>{rules ? '' : (lastFate?.text ?? texts.jobs.neverRan)}</span>
      <Handle id="right" type="source" position={Position.Right} className={styles['handle'] ?? ''} />
      <Handle id="bottom" type="source" position={Position.Bottom} className={styles['handle'] ?? ''} />
    </div>
  );
}

const strokes = { held: 'var(--ok-mark)', notYet: 'var(--line-3)', didNotHold: 'var(--bad-mark)' } as const;

function Rule({ id, sourceX, sourceY, targetX, targetY, targetPosition, data }: EdgeProps<RuleEdge>) {
  const down = targetPosition === Position.Top;
  const [path, labelX, labelY] = getBezierPath({
    sourceX,
    sourceY,
    targetX: down ? targetX : targetX - 4,
    targetY: down ? targetY - 4 : targetY,
    sourcePosition: down ? Position.Bottom : Position.Right,
    targetPosition,
  });
  const state = data?.state ?? null;
  const stroke = state === null ? 'var(--line-3)' : strokes[state];
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        style={{ stroke, strokeWidth: 1.8, ...(state === 'didNotHold' ? { strokeDasharray: '4 3' } : {}) }}
      />
      <path
        d={down ? `M${targetX - 4} ${targetY - 8}l4 5 4-5` : `M${targetX - 8} ${targetY - 4}l5 4-5 4`}
        fill="none"
        style={{ stroke, strokeWidth: 1.8 }}
      />
      <EdgeLabelRenderer>
        <span
          className={styles['edgeLabel']}
          style={{ transform: `translate(-50%, -50%) translate(${labelX}px, ${labelY}px)` }}
        >
          {data?.text}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}
