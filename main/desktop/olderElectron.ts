import { deserialize, serialize } from 'node:v8';

/**
 * What the packages inside use and the oldest Electron we run on (22, Node.js 16) does not have. Imported first, for its effect.
 * Newer ones are left as they are.
 */
const scope: { structuredClone?: unknown } = globalThis;
scope.structuredClone ??= (value: unknown): unknown => deserialize(serialize(value));
