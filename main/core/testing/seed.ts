import fc from 'fast-check';

/**
 * The seed of everything that tests draw at random: the one asked for by `SEED`, else another each time. `npm test` prints it and gives
 * the same to all its files; in CI it is a fixed one, so that a change is judged by the same questions as the one before it.
 */
export const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

/** Every property that names no seed of its own. Each test file loads this first (vitest.config.ts). */
fc.configureGlobal({ seed: SEED });
