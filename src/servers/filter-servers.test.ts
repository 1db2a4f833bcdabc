import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestContext, type TestContext } from '../../test/helpers/context.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import { exportServers } from './export-servers.ts'
import { listServers } from './list-servers.ts'
import type { ListServersQuery } from './schema.ts'

let t: TestContext
let ids: string[]
const strip = (image: string, files: string) =>
  JSON.stringify({
    image: image.padStart(30, 'n'),
    files: files.padStart(30, 'n'),
    proof: '.'.repeat(30),
    last_day: '2026-01-15',
  })
const protections = (method: string, desired_state: string) =>
  JSON.stringify([
    {
      method,
      desired_state,
      observed_state: 'on',
      phase: 'idle',
      reason: null,
      drift: false,
      plan_id: null,
      retention_days: 14,
      beyond_subscription: false,
    },
  ])
beforeAll(async () => {
  t = await createTestContext()
  const owner = { organization_id: t.house_id, provider_account_id: await newProviderAccount(t.ctx) }
  ids = [
    await newServer(t.ctx, owner, { name: 'a', plan_type: 'pro', region: 'ams3', rpo_status: 'met', critical: true }),
    await newServer(t.ctx, owner, { name: 'b', protections: protections('files', 'on'), strip: strip('ppp', 'pmp') }),
    await newServer(t.ctx, owner, { name: 'c', protections: protections('files', 'off'), strip: strip('xpw', 'ppp') }),
    await newServer(t.ctx, owner, {
      name: '=HYPERLINK("https://example.com")',
      protections: protections('native', 'on'),
      rpo_status: 'missed',
      file_points: 2,
      snapshot_points: 1,
      storage_bytes: 42,
    }),
  ]
})
afterAll(() => t.end())

test.each<[Partial<ListServersQuery>, number[]]>([
  [{ plan_type: 'pro' }, [0]],
  [{ region: 'ams3' }, [0]],
  [{ region: 'fra1' }, []],
  [{ critical: true }, [0]],
  [{ method: 'files' }, [1]],
  [{ method: 'native' }, [3]],
  [{ rpo_status: 'met' }, [0]],
  [{ rpo_status: 'missed' }, [3]],
  [{ has_points: true }, [3]],
  [{ has_points: false }, [0, 1, 2]],
  [{ went: 'missed' }, [1]],
  [{ went: 'warning' }, [2]],
  [{ day: '2026-01-14' }, [1]],
  [{ day: '2026-01-14', went: 'good' }, [2]],
  [{ day: '2026-01-13', went: 'warning' }, [2]],
  [{ day: '2026-01-15', went: 'warning' }, [2]],
  [{ day: '2026-01-16', went: 'good' }, []],
  [{ day: '2025-12-16', went: 'missed' }, []],
  [{ day: '2025-01-01', went: 'good' }, []],
])('filter %o', async (query, expected) => {
  const { data } = await listServers(t.ctx, { limit: 50, sort: 'name', ...query })
  expect(data.map(({ id }) => ids.indexOf(id)).sort()).toEqual(expected)
})

test('the export has all that match, in the order of the list, and runs no formula', async () => {
  const { headers, body } = await exportServers(t.ctx, { sort: '-storage_bytes', rpo_status: 'missed' })
  expect(headers['content-type']).toBe('text/csv; charset=utf-8')
  const [head, line, end] = (await text(body)).split('\r\n')
  expect(head).toContain('"id","name"')
  expect(line).toContain(`"'=HYPERLINK(""https://example.com"")"`)
  expect(line).toMatch(/,"native",14,"missed",,3,42$/)
  expect(end).toBe('')
})

test('the export goes on over pages', async () => {
  const owner = { organization_id: t.house_id, provider_account_id: await newProviderAccount(t.ctx) }
  const many = 401
  for (let n = 0; n < many; n++) await newServer(t.ctx, owner, { name: `many ${n}`, plan_type: 'many' })
  const { body } = await exportServers(t.ctx, { sort: 'name', plan_type: 'many' })
  const names = (await text(body))
    .split('\r\n')
    .slice(1, -1)
    .map((line) => line.split(',')[1])
  expect(new Set(names).size).toBe(many)
})

test('however many are named, the export has them in their order, each once', async () => {
  const { data } = await listServers(t.ctx, { limit: 200, sort: '-name', plan_type: 'many' })
  const rest = await listServers(t.ctx, { limit: 200, sort: 'name', plan_type: 'many' })
  const server_ids = [...data, ...rest.data, ...data].map(({ id }) => id)
  const { body } = await exportServers(t.ctx, { sort: 'name', server_ids })
  const lines = (await text(body)).split('\r\n').slice(1, -1)
  expect(lines.map((line) => line.split(',')[0])).toEqual([...new Set(server_ids)].map((id) => `"${id}"`))
  expect(lines.length).toBeGreaterThan(200)
})

test('the export of servers that are named has these alone, and none that somebody may not see', async () => {
  const server_ids = ids.slice(0, 2)
  const { body } = await exportServers(t.ctx, { sort: 'name', server_ids })
  const lines = (await text(body)).split('\r\n').slice(1, -1)
  expect(lines.map((line) => line.split(',')[0])).toEqual(server_ids.map((id) => `"${id}"`))
  const gone = exportServers(t.ctx, { sort: 'name', server_ids: [...server_ids, 'srv_none'] })
  await expect(gone).rejects.toMatchObject({ code: 'not_found' })
})
