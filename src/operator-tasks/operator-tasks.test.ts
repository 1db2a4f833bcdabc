import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { closeOperatorTask } from './close-operator-task.ts'
import { listOperatorTasks } from './list-operator-tasks.ts'
import { raiseOperatorTask } from './raise-operator-task.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

const raise = (server_id: string | null, detail = 'Cancel it in the panel.') =>
  raiseOperatorTask(t.ctx, {
    kind: 'cancel_addon',
    server_id,
    organization_id: null,
    title: 'Cancel the add-on',
    detail,
  })
const open = async () => (await listOperatorTasks(t.ctx, { status: 'open', limit: 50 })).data

test('one open task of a kind for a server, however often and at once it is raised', async () => {
  const server_id = t.ctx.ids.make('srv')
  const raised = await Promise.all(Array.from({ length: 5 }, () => raise(server_id)))
  expect(new Set(raised.map(({ id }) => id)).size).toBe(1)
  expect(await raise(server_id, 'It bills until then.')).toMatchObject({
    id: raised[0]?.id,
    detail: 'It bills until then.',
  })
  await Promise.all([raise(null), raise(null)])
  expect(await open()).toHaveLength(2)

  const closed = await closeOperatorTask(t.ctx, { operator_task_id: raised[0]?.id ?? '', note: 'Done on the phone.' })
  expect(closed).toMatchObject({
    status: 'done',
    done_by: 'Backstay',
    done_note: 'Done on the phone.',
    done_at: t.clock.now(),
  })
  expect(
    await closeOperatorTask(t.ctx, { operator_task_id: closed?.id ?? '' }),
    'closing again changes nothing',
  ).toEqual(closed)
  expect((await raise(server_id)).id, 'the need came back').not.toBe(closed?.id)
})

test('the system closes what it sees done', async () => {
  const server_id = t.ctx.ids.make('srv')
  await raise(server_id)
  expect(await closeOperatorTask(t.ctx, { kind: 'cancel_addon', server_id })).toMatchObject({ status: 'done' })
  expect(await closeOperatorTask(t.ctx, { kind: 'cancel_addon', server_id })).toBeNull()
})
