import { defineConfig } from 'vite';

/** The pages: built by bin/lib/web.mjs into dist/web and served from there; nothing comes from another host. */
export default defineConfig({
  root: 'src/web/app',
  // Vite's own cache beside node_modules' would be shared by checkouts that link it.
  cacheDir: '../../../.yupiao/vite',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    target: 'es2022',
    assetsDir: 'app',
    manifest: true,
    emptyOutDir: true,
    // Nothing as data: URL, which the Content-Security-Policy does not let in.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
});
