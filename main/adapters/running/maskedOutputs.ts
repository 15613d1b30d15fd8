/** Outputs without secrets: a program may report one without knowing better. */
export function maskedOutputs(
  outputs: Readonly<Record<string, unknown>>,
  secrets: readonly string[],
): Readonly<Record<string, unknown>> {
  const hidden = secrets.filter((secret) => secret !== '');
  if (hidden.length === 0) return outputs;
  const clean = (value: unknown): unknown => {
    if (typeof value === 'string') return hidden.reduce((text, secret) => text.split(secret).join('•••'), value);
    if (Array.isArray(value)) return value.map(clean);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, clean(inner)]));
  };
  return Object.fromEntries(Object.entries(outputs).map(([key, value]) => [key, clean(value)]));
}
