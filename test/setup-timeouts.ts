import { expect, vi } from 'vitest'

// Whole journeys through a browser take longer than other tests.
if (expect.getState().testPath?.includes('/test/e2e/')) vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
