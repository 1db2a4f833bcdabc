import { afterEach, beforeEach, expect, test } from 'vitest'
import { aMachine, enrolled, newCommand } from '../../test/helpers/agents.ts'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { answerPoll } from './answer-poll.ts'
import type { WaitingRoom } from './waiting-room.ts'

let t: TestContext
beforeEach(async () => {
  t = await createTestContext()
})
afterEach(() => t.end())

const room: WaitingRoom = {
  enter: () => ({ knocked: async () => false, leave: () => undefined }),
  close: () => undefined,
}

test('a poll whose agent has hung up is given nothing; the next one is', async () => {
  const { bearer } = await enrolled(t)
  const agent = await enrolled(t)
  const { run_id } = await newCommand(t, agent)
  const poll = {
    authorization: agent.bearer,
    machine: aMachine(),
    running: [],
    free: ['backup' as const],
    wait: true,
  }
  const heard = { room, gone: new AbortController().signal }
  expect(await answerPoll(t.ctx, poll, { room, gone: AbortSignal.abort() })).toMatchObject({ commands: [] })
  expect(await answerPoll(t.ctx, { ...poll, authorization: bearer }, heard)).toMatchObject({ commands: [] })
  expect(await answerPoll(t.ctx, poll, heard)).toMatchObject({ commands: [{ run_id, attempt: 1 }] })
})
