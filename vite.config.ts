// Builds the page into dist/web: small, and asking nobody else for anything.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  root: 'src/web',
  plugins: [svelte({ configFile: false })],
  build: {
    outDir: '../../dist/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    // The page's security policy allows no data: for scripts and styles.
    assetsInlineLimit: 0,
  },
});
