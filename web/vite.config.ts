import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { compressAssets } from './build/compress-assets.ts'

const api = { target: 'http://127.0.0.1:8484', changeOrigin: true }

// Vite takes its configuration from a default export only.
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressAssets()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2023',
    // A data: font or image would need a hole in the content security policy.
    assetsInlineLimit: 0,
    // Vite's preload helper for old browsers is an inline script in spirit: it is not needed at this target.
    modulePreload: { polyfill: false },
    rolldownOptions: {
      output: {
        // Left alone the bundler makes some forty crumbs per page; what most pages share comes in one file.
        codeSplitting: {
          groups: [
            { name: 'shared', minShareCount: 12, test: /^(?!.*(@mantine.form|src.forms))/, priority: 2 },
            // The many small ones: icons, formats, questions to the API. What only forms need stays with the dialogs, and
            // recovery strips with the lists of servers.
            {
              name: 'pieces',
              minShareCount: 4,
              maxModuleSize: 5000,
              test: /@tabler|src.(api|format|lib(?!.strip)|shell|ui(?!.strip)|components)\W/,
              priority: 1,
            },
          ],
        },
      },
    },
  },
  server: {
    port: 5173,
    strictPort: true,
    proxy: { '/api': api, '/healthz': api, '/readyz': api, '/metrics': api },
  },
})
