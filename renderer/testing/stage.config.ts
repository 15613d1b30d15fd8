import { fileURLToPath } from 'node:url';
import { mergeConfig } from 'vite';
import product from '../vite.config.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Builds the stage beside the product: the same settings, another entry. */
export default mergeConfig(product, {
  build: {
    outDir: here('../../dist/stage'),
    rollupOptions: { input: here('./stage.html') },
  },
});
