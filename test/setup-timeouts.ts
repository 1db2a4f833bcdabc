import { expect, vi } from 'vitest'

// Whole journeys through a browser, and recovering from faults, take longer than other tests.
if (/\/test\/(e2e|faults)\//.test(expect.getState().testPath ?? ''))
  vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })
