import { createHash } from 'node:crypto'
import { onTestFinished } from 'vitest'
import { createStores, type Stores } from '../../src/storage/stores.ts'
import type { TestApp } from './app.ts'

/** Stores of the test's own over the same folders, for verbs that only the gateway calls. */
export const gatewayParts = (app: Pick<TestApp, 'ctx'>): { stores: Stores } => {
  let made = 0
  const stores = createStores({
    staging_folder: `${app.ctx.config.data_dir}/staging`,
    makeName: () => createHash('sha256').update(`test ${made++}`).digest('hex'),
    nowMs: app.ctx.clock.nowMs,
  })
  onTestFinished(() => stores.close())
  return { stores }
}
