import { MASK, maskText, needlesOf } from '../output/masking.ts';

/** Outputs without secrets, in names and values: a program may report one without knowing better. */
export function maskedOutputs(
  outputs: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): Readonly<Record<string, unknown>> {
  const needles = needlesOf(secrets);
  if (needles.length === 0) return outputs;
  const fields = (value: object): Readonly<Record<string, unknown>> =>
    Object.fromEntries(Object.entries(value).map(([key, inner]) => [maskText(key, needles), clean(inner)]));
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return maskText(value, needles);
    // A secret of digits is a number in JSON.
    if (typeof value === 'number') return maskText(String(value), needles) === String(value) ? value : MASK.toString();
    if (Array.isArray(value)) return value.map(clean);
    return typeof value === 'object' && value !== null ? fields(value) : value;
  };
  return fields(outputs);
}
