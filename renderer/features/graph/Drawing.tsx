import '@xyflow/react/dist/style.css';
import type { Edge, EdgeProps, Node, NodeProps } from '@xyflow/react';
import {
  Background,
  BaseEdge,
  EdgeLabelRenderer,
  Handle,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import { memo, useEffect, useMemo } from 'react';
import type { GraphView } from '../../../preload/contract.ts';
import { Glyph } from '../../parts/Glyph.tsx';
import { goTo } from '../../shell/address.ts';
import { texts } from '../../texts/texts.ts';
import { layout, NODE } from './layout.ts';
import type { NodeLook } from './nodeText.ts';
import { useNodeLook } from './nodeText.ts';
import type { RouteDrawing } from './routeDrawing.ts';
import { drawRoutes } from './routeDrawing.ts';
import type { Rule } from './rules.ts';
import { placeOfRule, rulesOf } from './rules.ts';
import styles from './graph.module.css';

type JobNode = Node<
  {
    readonly node: GraphView['nodes'][number];
    /** Null: only rules are shown, and not how jobs stand. */
    readonly look: NodeLook | null;
    readonly chosen: boolean;
  },
  'job'
>;
type RuleEdge = Edge<{ readonly rule: Rule; readonly drawing: RouteDrawing; readonly plain: boolean }, 'rule'>;

const nodeTypes = { job: memo(JobBox) };
const edgeTypes = { rule: memo(RuleLine) };
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
  const lookOf = useNodeLook();
  const all = useMemo(() => rulesOf(graph.edges), [graph]);
  const placed = useMemo(
    () =>
      layout(
        graph.nodes.map((node) => node.job),
        all,
      ),
    [graph, all],
  );
  const nodes = useMemo((): JobNode[] => {
    const byId = new Map(graph.nodes.map((node) => [node.job, node]));
    return placed.nodes.flatMap(({ job, x, y }): JobNode[] => {
      const node = byId.get(job);
      if (node === undefined) return [];
      const look = rules ? null : lookOf(node);
      return [
        {
          id: job,
          type: 'job',
          position: { x, y },
          width: NODE.width,
          height: NODE.height,
          data: { node, look, chosen: job === chosen },
          ariaLabel: look === null ? node.name : `${node.name}: ${look.text}`,
        },
      ];
    });
  }, [graph, placed, rules, chosen, lookOf]);
  const edges = useMemo((): RuleEdge[] => {
    const drawings = drawRoutes(placed.routes, all);
    return all.flatMap((rule): RuleEdge[] => {
      const drawing = drawings.get(rule);
      if (drawing === undefined) return [];
      return [
        {
          id: `${rule.from} ${rule.to}`,
          source: rule.from,
          target: rule.to,
          sourceHandle: 'right',
          targetHandle: 'left',
          type: 'rule',
          focusable: false,
          data: { rule, drawing, plain: rules },
        },
      ];
    });
  }, [placed, all, rules]);
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
        onEdgeClick={(_event, edge) => goTo(placeOfRule(edge.target))}
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
  const { node, look, chosen } = data;
  return (
    <div
      className={styles['node']}
      data-chosen={chosen || undefined}
      data-bad={(look !== null && node.state === 'attention') || undefined}
    >
      <Handle id="left" type="target" position={Position.Left} className={styles['handle'] ?? ''} />
      <span className={styles['nodeTitle']}>
        {look !== null && <Glyph name={look.glyph} size={14} />}
        <span className="cut" title={node.name}>
          {node.name}
        </span>
      </span>
      {look !== null && (
        <span className={styles['nodeText']} title={look.text}>
          {look.text}
        </span>
      )}
      <Handle id="right" type="source" position={Position.Right} className={styles['handle'] ?? ''} />
    </div>
  );
}

const strokes = { held: 'var(--ok-mark)', notYet: 'var(--line-3)', didNotHold: 'var(--bad-mark)' } as const;

function RuleLine({ id, data }: EdgeProps<RuleEdge>) {
  if (data === undefined) return null;
  const { rule, drawing, plain } = data;
  const stroke = plain ? 'var(--line-3)' : strokes[rule.state];
  const dashed = !plain && rule.state === 'didNotHold';
  return (
    <>
      <BaseEdge
        id={id}
        path={drawing.path}
        interactionWidth={16}
        style={{ stroke, strokeWidth: 1.8, ...(dashed ? { strokeDasharray: '4 3' } : {}) }}
      />
      <path d={drawing.head} fill="none" style={{ stroke, strokeWidth: 1.8 }} />
      <EdgeLabelRenderer>
        <span
          className={styles['edgeLabel']}
          title={rule.text}
          data-rows={drawing.rows}
          style={{ transform: `translate(-50%, -50%) translate(${drawing.label.x}px, ${drawing.label.y}px)` }}
          onClick={() => goTo(placeOfRule(rule.to))}
        >
          {rule.text}
        </span>
      </EdgeLabelRenderer>
    </>
  );
}
