import { expect, vi } from 'vitest'

// Whole journeys through a browser, and recovering from faults, take longer than other tests. Workers are shared by files.
const isLong = /\/test\/(e2e|faults)\//.test(expect.getState().testPath ?? '')
vi.setConfig({ testTimeout: isLong ? 120_000 : 30_000, hookTimeout: 120_000 })
