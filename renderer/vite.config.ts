import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * The window: one page, relative addresses, so that it opens over HTTP and over the desktop's own protocol alike. The
 * oldest browser it meets is Chromium 108.
 */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [
    react(),
    {
      // `crossorigin` asks for CORS headers that the desktop's own protocol has no reason to send.
      name: 'same-origin-only',
      transformIndexHtml: (html) => html.replaceAll(' crossorigin', ''),
    },
  ],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target: 'chrome108',
    cssTarget: 'chrome108',
    modulePreload: { polyfill: false },
    // A font or picture inside a `data:` address would need a hole in the content security policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
});
