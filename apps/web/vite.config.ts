import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';
import { compression } from 'vite-plugin-compression2';
import { sharedChunks } from './vite-chunks.ts';
import { compileMessages } from './vite-compile-messages.ts';
import { listPages } from './vite-list-pages.ts';
import { withoutDocs } from './vite-without-docs.ts';

const apiPort = process.env.API_PORT ?? '3000';

export default defineConfig({
  plugins: [
    react(),
    compileMessages(),
    listPages(),
    withoutDocs(),
    compression({ algorithms: ['gzip', 'brotliCompress'], threshold: 256, logLevel: 'silent' }),
  ],
  // Uses the client's sources, not its last build.
  resolve: { conditions: ['muster-source', ...defaultClientConditions] },
  build: {
    target: 'es2023',
    // Small files as data URLs would save requests, but fonts and scripts must come from 'self' under the CSP.
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    rolldownOptions: { output: { codeSplitting: { groups: sharedChunks() } } },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': { target: `http://127.0.0.1:${apiPort}`, changeOrigin: false } },
  },
});
