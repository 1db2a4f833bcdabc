import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../../test/helpers/context.ts'
import type { Context } from '../../context.ts'
import { changeRate } from './change-rate.ts'
import { listRates } from './list-rates.ts'
import { removeRate } from './remove-rate.ts'
import { ChangeRateInput } from './schema.ts'

let t: TestContext
beforeAll(async () => {
  t = await createTestContext()
})
afterAll(() => t.end())

const pair = { from_currency: 'USD', to_currency: 'EUR' }
const events = async () =>
  (await t.ctx.db.selectFrom('audit_events').select('action').where('action', 'like', 'exchange_rate.%').execute())
    .map(({ action }) => action)
    .sort()

test('a rate is entered with its day, changed, and removed; each is on record', async () => {
  await changeRate(t.ctx, { ...pair, rate: 0.9, as_of: '2026-01-09' })
  const changed = await changeRate(t.ctx, { ...pair, rate: 0.86, as_of: '2026-01-10', note: 'The bank.' })
  expect(changed).toMatchObject({ ...pair, rate: 0.86, as_of: '2026-01-10', note: 'The bank.' })
  expect((await listRates(t.ctx)).data).toEqual([changed])
  await removeRate(t.ctx, pair)
  expect((await listRates(t.ctx)).data).toEqual([])
  expect(await events()).toEqual(['exchange_rate.changed', 'exchange_rate.changed', 'exchange_rate.removed'])
})

test('one of a day to come, of a currency in itself, or that is not there', async () => {
  const refusedAt = (path: string) => ({ details: { fields: [{ path, message: expect.any(String) }] } })
  await expect(changeRate(t.ctx, { ...pair, rate: 1, as_of: '2030-01-01' })).rejects.toMatchObject(refusedAt('as_of'))
  await expect(
    changeRate(t.ctx, { from_currency: 'EUR', to_currency: 'EUR', rate: 1, as_of: '2026-01-09' }),
  ).rejects.toMatchObject(refusedAt('to_currency'))
  await expect(removeRate(t.ctx, pair)).rejects.toMatchObject({ code: 'not_found' })
})

test('rates are the operators’', async () => {
  const caller = { kind: 'user' as const, operator: false, memberships: [] }
  const member: Context = { ...t.ctx, caller: { ...t.ctx.caller, ...caller } }
  await expect(listRates(member)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(changeRate(member, { ...pair, rate: 1, as_of: '2026-01-09' })).rejects.toMatchObject({
    code: 'forbidden',
  })
})

test('rates lie between a millionth and a million, in what is asked and in the database', async () => {
  const accepts = (rate: number) => ChangeRateInput.safeParse({ rate, as_of: '2026-01-09' }).success
  expect([1e-300, 1e-7, 1e-6, 1, 1e6, 1e7].map(accepts)).toEqual([false, false, true, true, true, false])
  for (const rate of [1e-300, 1e7])
    await expect(changeRate(t.ctx, { ...pair, rate, as_of: '2026-01-09' })).rejects.toThrow('exchange_rates_rate_check')
})
