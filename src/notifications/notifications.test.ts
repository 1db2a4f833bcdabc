import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { type MailServer, startMailServer } from '../../test/helpers/mail-server.ts'
import type { Context } from '../context.ts'
import { dayMs, hourMs, minuteMs } from '../lib/clock.ts'
import { finishRun } from '../runs/finish-run.ts'
import { startRun } from '../runs/start-run.ts'
import { deliver } from './deliver.ts'
import { tendNotifications } from './tend-notifications.ts'

let t: TestContext
let mail: MailServer
let ctx: Context
let organization_id: string
beforeEach(async () => {
  t = await createTestContext()
  mail = await startMailServer()
  ctx = { ...t.ctx, config: { ...t.ctx.config, smtp_url: mail.url, public_url: 'https://backups.example.com' } }
  organization_id = t.house_id
})
afterEach(async () => {
  await mail.close()
  await t.end()
})

const newPerson = async (
  name: string,
  role: 'owner' | 'manager' | 'viewer' | null = 'owner',
  operator = false,
  time_zone: string | null = null,
) => {
  const times = { created_at: ctx.clock.now(), updated_at: ctx.clock.now() }
  const id = ctx.ids.make('usr')
  await ctx.db
    .insertInto('users')
    .values({ id, name, email: `${name.toLowerCase()}@example.com`, operator, time_zone, ...times })
    .execute()
  if (role !== null)
    await ctx.db
      .insertInto('members')
      .values({ id: ctx.ids.make('mem'), organization_id, user_id: id, role, created_at: ctx.clock.now() })
      .execute()
  return id
}

const backUp = async (name: string, outcome: 'succeeded' | 'warning' | 'failed' | 'expired' | 'cancelled') => {
  const server = { id: `srv_${name}`, name }
  const { id } = await startRun(ctx, { kind: 'backup', organization_id, server })
  const error = outcome === 'succeeded' ? null : { code: 'agent_lost', message: `The agent of ${name} went away.` }
  await finishRun(ctx, { run_id: id, outcome, error })
}

/** What a minute of the worker does: decides, and does the jobs that are due. */
const tend = async () => {
  await tendNotifications(ctx, {})
  await work()
}
const work = async () => {
  for (const job of t.queue.splice(0)) {
    const due = job.start_after === null || job.start_after <= ctx.clock.now()
    if (!due) t.queue.push(job)
    else if (job.task.startsWith('notifications.deliver'))
      await deliver(ctx, job.input as { delivery_id: string; attempt: number })
  }
}
const subjects = () => mail.received.map((text) => /^Subject: (.*)$/m.exec(text)?.[1])
const deliveries = () => ctx.db.selectFrom('notification_deliveries').selectAll().orderBy('id').execute()

test('a failure is told at once, the same again with the next day, and its end once', async () => {
  await newPerson('Olga')
  await backUp('web-01', 'failed')
  await tend()
  expect(subjects()).toEqual(['Backup of web-01 failed'])
  const [first = ''] = mail.received
  expect(first).toContain('To: olga@example.com')
  expect(first).toContain('The agent of web-01 went away.')
  expect(first).toContain('https://backups.example.com/runs/run_')
  expect(first).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
  expect(first).toContain('Auto-Submitted: auto-generated')

  t.clock.advanceMs(hourMs)
  await backUp('web-01', 'failed')
  await backUp('web-01', 'expired')
  await tend()
  expect(subjects()).toHaveLength(1)
  t.clock.advanceMs(dayMs)
  await tend()
  expect(subjects()[1]).toBe('2 backups that failed')

  await backUp('web-01', 'succeeded')
  await tend()
  await backUp('web-01', 'succeeded')
  await tend()
  expect(subjects().slice(2)).toEqual(['Backups of web-01 work again'])
})

test('1,000 servers that fail make one mail, which names ten and counts them all', async () => {
  await newPerson('Olga')
  for (let number = 1; number <= 1_000; number++) await backUp(`web-${number}`, 'failed')
  await tend()
  expect(subjects()).toEqual(['1,000 backups that failed'])
  const [text = ''] = mail.received
  expect(text.match(/^Backup of web-\d+ failed/gm)).toHaveLength(10)
  expect(text).toContain('There are more: 990 backups that failed.')
  expect(await deliveries()).toMatchObject([{ notice_count: 1_000, state: 'sent', attempts: 1 }])
})

test('who had three messages within a quarter of an hour gets the rest together', async () => {
  await newPerson('Olga')
  for (let number = 1; number <= 6; number++) {
    await backUp(`web-${number}`, 'failed')
    await tend()
    t.clock.advanceMs(minuteMs)
  }
  expect(subjects()).toHaveLength(3)
  t.clock.advanceMs(15 * minuteMs)
  await tend()
  expect(subjects()[3]).toBe('3 backups that failed')
})

test('warnings come once a day, successes and cancelled runs not at all', async () => {
  await newPerson('Olga')
  await backUp('a', 'warning')
  await backUp('b', 'warning')
  await backUp('c', 'succeeded')
  await backUp('d', 'cancelled')
  await tend()
  expect(subjects()).toEqual([])
  const kept = await ctx.db.selectFrom('notices').select('kind').execute()
  expect(
    kept.map(({ kind }) => kind),
    'what nobody hears is not kept',
  ).toEqual(['backup.warning', 'backup.warning'])
  t.clock.advanceMs(dayMs)
  await tend()
  expect(subjects()).toEqual(['2 backups with warnings'])
})

test('people are told of their own organizations, operators of all, and nobody of the demo', async () => {
  await newPerson('Olga')
  await newPerson('Otto', null, true)
  await newPerson('Nora', null)
  await ctx.db
    .insertInto('notification_choices')
    .values({
      user_id: await newPerson('Quiet'),
      notice_kind: 'backup.failed',
      timing: 'off',
      updated_at: ctx.clock.now(),
    })
    .execute()
  await backUp('web-01', 'failed')
  await tend()
  const readers = () => mail.received.map((text) => /^To: (.*)$/m.exec(text)?.[1]).sort()
  expect(readers()).toEqual(['olga@example.com', 'otto@example.com'])
  await ctx.db.insertInto('demo_parts').values({ key: 'o', kind: 'organization', id: organization_id }).execute()
  await backUp('web-02', 'failed')
  await tend()
  expect(readers()).toHaveLength(2)
})

test('a mail server that is away is asked again, later each time, also after a restart that lost the queue', async () => {
  await newPerson('Olga')
  mail.refuse = 2
  await backUp('web-01', 'failed')
  await tend()
  expect(await deliveries()).toMatchObject([
    { state: 'failed', attempts: 1, last_error: expect.stringContaining('Try again later') },
  ])
  t.clock.advanceMs(10_000)
  await work()
  expect(await deliveries()).toMatchObject([{ state: 'failed', attempts: 2 }])
  // The queue is lost.
  t.queue.length = 0
  t.clock.advanceMs(hourMs)
  await tend()
  expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 3, last_error: null }])
  expect(subjects()).toHaveLength(1)
})

test('a try whose worker died is made again, under the same id; one that was made is not', async () => {
  await newPerson('Olga')
  await backUp('web-01', 'failed')
  await tendNotifications(ctx, {})
  const [delivery] = await deliveries()
  // Counted, then killed.
  await ctx.db.updateTable('notification_deliveries').set({ attempts: 1 }).execute()
  t.queue.length = 0
  t.clock.advanceMs(hourMs)
  await tend()
  expect(await deliveries()).toMatchObject([{ state: 'sent', attempts: 2 }])
  await deliver(ctx, { delivery_id: delivery?.id ?? '', attempt: 1 })
  await deliver(ctx, { delivery_id: delivery?.id ?? '', attempt: 3 })
  expect(mail.received).toHaveLength(1)
  expect(mail.received[0]).toContain(`Message-ID: <${delivery?.id}@backups.example.com>`)
})

test('what never arrives is given up after a day, and others are told before that', async () => {
  await newPerson('Otto', null, true)
  mail.refuse = 1_000
  await backUp('web-01', 'failed')
  await tend()
  const [first] = await deliveries()
  for (let tries = 0; tries < 9; tries++) {
    t.clock.advanceMs(12 * hourMs)
    await work()
  }
  expect((await deliveries())[0]).toMatchObject({ id: first?.id, state: 'dead', attempts: 9, next_attempt_at: null })
  const notices = await ctx.db
    .selectFrom('notices')
    .select(['kind', 'title'])
    .where('kind', '=', 'target.failing')
    .execute()
  expect(notices).toEqual([{ kind: 'target.failing', title: 'Notifications to otto@example.com do not arrive' }])
})

test('without a mail server nothing waits to be sent later', async () => {
  await newPerson('Olga')
  ctx = { ...ctx, config: { ...ctx.config, smtp_url: null } }
  await backUp('web-01', 'failed')
  await tend()
  expect(await ctx.db.selectFrom('notification_items').selectAll().execute()).toEqual([])
})

/** As it was before lines were cut for the way. */
const textTo = (reader: string) =>
  (mail.received.find((text) => text.includes(`To: ${reader}`)) ?? '').replaceAll(/=\r?\n/g, '')

test('each reader is told times by their own clocks, and of the zone they are of', async () => {
  await newPerson('Olga', 'owner', false, 'Europe/Berlin')
  await newPerson('Raj', 'owner', false, 'Asia/Kolkata')
  await newPerson('Nobody', 'owner')
  // 12:00 UTC by the clock of these tests.
  await backUp('web-01', 'failed')
  await tend()
  expect(textTo('olga@example.com')).toContain('2026-01-15 13:00 Europe/Berlin)')
  expect(textTo('olga@example.com')).toContain('Times are those of Europe/Berlin.')
  expect(textTo('raj@example.com')).toContain('2026-01-15 17:30 Asia/Kolkata)')
  expect(textTo('nobody@example.com')).toContain('2026-01-15 12:00 UTC)')

  // What comes once a day comes at six of their own mornings: 00:30 UTC in Kolkata, 05:00 in Berlin, 06:00 elsewhere.
  mail.received.length = 0
  await backUp('web-02', 'warning')
  await tend()
  const arrivedBy = async (afterMs: number) => {
    t.clock.advanceMs(afterMs)
    await tend()
    return mail.received.map((text) => /^To: (\w+)@/m.exec(text)?.[1])
  }
  expect(await arrivedBy(12 * hourMs)).toEqual([])
  expect(await arrivedBy(hourMs)).toEqual(['raj'])
  expect(await arrivedBy(4 * hourMs)).toEqual(['raj', 'olga'])
  expect(await arrivedBy(hourMs)).toEqual(['raj', 'olga', 'nobody'])
})
