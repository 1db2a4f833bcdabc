import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

// For the workers and the programs that tests start: half of what a short one does is compiling.
process.env.NODE_COMPILE_CACHE ||= join(import.meta.dirname, '.cache/compiled')

export default defineConfig({
  test: {
    environment: 'node',
    include: [
      'src/**/*.test.ts',
      'test/{conformance,integration,faults,e2e}/**/*.test.ts',
      'tools/**/*.test.ts',
      'web/src/**/*.test.ts',
    ],
    globalSetup: ['test/global-setup.ts'],
    setupFiles: ['test/setup-passwords.ts'],
    // No test depends on how fast it is: what takes this long hangs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Vitest leaves one core free, which on the usual two means no parallel files; much of our time is spent waiting for
    // Postgres and child processes. The upper limit keeps one Postgres from being the bottleneck.
    maxWorkers: Math.min(8, Math.max(4, availableParallelism() - 1)),
    // Nothing of ours is constructed at import, so that files share a worker and what it has loaded: a third less processor time.
    isolate: false,
    reporters: ['default'],
  },
})
