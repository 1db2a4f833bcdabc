import type { Context } from '../context.ts'
import { connectAccounts, correctEndpoints } from './connect-accounts.ts'
import type { DemoAgent } from './demo-agent.ts'
import type { DemoClouds } from './demo-clouds.ts'
import { DemoUnwanted, type DemoWork } from './demo-work.ts'
import { enableProtections } from './enable-protections.ts'
import { enterRate } from './enter-rate.ts'
import { enterStoragePrice } from './enter-storage-price.ts'
import { makeCustomers } from './make-customers.ts'
import { makeMachines } from './make-machines.ts'
import { makeTrouble } from './make-trouble.ts'
import { protectThisMachine } from './protect-this-machine.ts'
import { findDemo, updateDemo } from './queries.ts'
import { sellSubscriptions } from './sell-subscriptions.ts'
import { writePast } from './write-past.ts'
import { writeUsage } from './write-usage.ts'

/** In this order. A demo that is made already stays as it is. */
export const steps: readonly ((work: DemoWork) => Promise<void>)[] = [
  makeMachines,
  connectAccounts,
  enterRate,
  enterStoragePrice,
  makeCustomers,
  sellSubscriptions,
  enableProtections,
  writePast,
  makeTrouble,
  writeUsage,
  protectThisMachine,
]

/**
 * Makes the demo, step by step, through the same verbs that people use. A step that a crash cut short is done again and leads to
 * the same demo. Where it is made already, it only follows the clouds to the ports they have now.
 */
export const setUpDemo = async (
  ctx: Context,
  parts: { clouds: DemoClouds; agent: DemoAgent },
  signal: AbortSignal,
): Promise<void> => {
  const { clouds, agent } = parts
  const work = { ctx: { ...ctx, caller: { ...ctx.caller, name: 'Demo' } }, ...parts, signal }
  const demo = await findDemo(ctx.db)
  if (demo?.state !== 'wanted' && demo?.state !== 'present') return
  // Their files may be on another machine; the accounts then say that they cannot be reached.
  if (demo.state === 'present' && !clouds.isHere()) return
  await correctEndpoints(work.ctx, clouds)
  if (demo.state === 'present') {
    if (agent.isEnrolled(ctx) && agent.whyNot(ctx) === null) agent.start(ctx, null)
    return
  }
  try {
    for (let done = demo.steps_done; done < steps.length; done++) {
      signal.throwIfAborted()
      await steps[done]?.(work)
      const isLast = done + 1 === steps.length
      const change = { steps_done: done + 1, ...(isLast ? { state: 'present' as const } : {}) }
      await updateDemo(ctx.db, 'wanted', { ...change, updated_at: ctx.clock.now() })
    }
  } catch (error) {
    if (!(error instanceof DemoUnwanted)) throw error
  }
}
