import { expect } from 'vitest'
import { changes, effectsSince } from './changes.ts'
import type { ChangeName, ConformanceSubject } from './subject.ts'
import type { World } from './world.ts'

/** Everything ready for a change, with what it left and how often it went over the wire, counted from here. */
export const readyFor = async (world: World, subject: ConformanceSubject, name: ChangeName) => {
  const run = await changes[name].prepare(world, subject)
  const operation = subject.operations[name] ?? expect.fail(`${name} has no operation`)
  const before = world.sandbox.control.effects().length
  world.sandbox.control.forgetCalls()
  return {
    run,
    operation,
    effects: () => effectsSince(world, before, changes[name].effect).length,
    sent: () => world.sandbox.control.calls()[operation] ?? 0,
  }
}
