import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type EnrolledAgent, enrolled, newCommand } from '../../test/helpers/agents.ts'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import type { LiveEvent } from '../events/schema.ts'
import { createWaitingRoom, type WaitingRoom } from './waiting-room.ts'

let t: TestContext
let room: WaitingRoom
let agent: EnrolledAgent
let tell: (event: Pick<LiveEvent, 'topic' | 'entity_id'>) => void
beforeEach(async () => {
  t = await createTestContext()
  agent = await enrolled(t)
})
afterEach(async () => {
  room.close()
  await t.end()
})

const open = (look_ms: number) => {
  const events = {
    subscribe: async (_filter: unknown, _after: string | null, onEvent: (event: LiveEvent) => void) => {
      tell = (event) => onEvent({ id: '1-1', organization_id: null, at: t.clock.now(), ...event })
      return { close: () => undefined }
    },
  }
  room = createWaitingRoom({ db: t.ctx.db, events, clock: t.clock, log: t.ctx.log, look_ms })
}
const never = new AbortController().signal
const enter = (who = agent) => room.enter({ id: who.agent_id, server_id: who.server_id })

test('an event for its server, or of the agent itself, wakes whoever waits, and nobody else', async () => {
  open(1e9)
  const seats = [enter(), enter(await enrolled(t))]
  const woken: number[] = []
  const waits = seats.map((seat, at) => seat.knocked(never).then(() => woken.push(at)))
  tell({ topic: 'agent.work', entity_id: agent.server_id })
  await waits[0]
  const again = seats[0]?.knocked(never)
  tell({ topic: 'agent.changed', entity_id: agent.agent_id })
  expect(await again).toBe(true)
  expect(woken).toEqual([0])
  room.close()
  await waits[1]
})

test('a knock from before it waited is not lost', async () => {
  open(1e9)
  const seat = enter()
  tell({ topic: 'agent.work', entity_id: agent.server_id })
  expect(await seat.knocked(never)).toBe(true)
})

test('when no event came, a look finds the work: one for all who wait', async () => {
  open(5)
  await newCommand(t, agent)
  const seats = [enter(), enter(), enter()]
  const asked = vi.spyOn(t.ctx.db, 'selectFrom')
  expect(await Promise.all(seats.map((seat) => seat.knocked(never)))).toEqual([true, true, true])
  expect(asked).toHaveBeenCalledTimes(1)
})

test('who hangs up, and who waits when the room closes, is let go', async () => {
  open(1e9)
  const gone = new AbortController()
  const first = enter().knocked(gone.signal)
  gone.abort()
  expect(await first).toBe(false)
  const second = enter().knocked(never)
  room.close()
  expect(await second).toBe(false)
  expect(await enter().knocked(never)).toBe(false)
})
