import type { RunView } from '../../../preload/contract.ts';
import { durationText } from '../../time/times.ts';
import { texts } from '../../texts/texts.ts';
import { sizeText } from './outputText.ts';
import { useUsage } from './useUsage.ts';

/** Processor time and memory: of a run that goes on, as they are now; of one that has ended, what they came to. */
export function Usage({ run }: { readonly run: RunView }) {
  const isRunning = run.ended === null && run.started !== null;
  const now = useUsage(run.run, isRunning);
  const cpu = now?.cpuMs ?? run.cpuMs;
  const memory = isRunning ? now?.memory : run.peakMemory;
  const parts = [
    ...(typeof cpu === 'number' ? [texts.job.cpu(durationText(cpu))] : []),
    ...(typeof memory === 'number'
      ? [isRunning ? texts.job.memory(sizeText(memory)) : texts.job.peakMemory(sizeText(memory))]
      : []),
    ...(isRunning && now !== null && now.processes > 1 ? [texts.job.processes(now.processes)] : []),
  ];
  if (parts.length === 0) return null;
  return <span className="faint small numbers">{parts.join(' · ')}</span>;
}
