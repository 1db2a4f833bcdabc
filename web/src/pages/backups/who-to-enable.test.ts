import { expect, test } from 'vitest'
import type { Server } from '../../api/server-types.ts'
import { whoToEnable } from './who-to-enable.ts'

// Only what is asked about a server here.
const server = (id: string, backups_enabled: boolean, missing_since: string | null = null) =>
  ({ id, backups_enabled, missing_since }) as Server

const on = server('a', true)
const off = server('b', false)
const missing = server('c', false, '2026-11-01T00:00:00Z')
const filter = { backups: 'disabled' } as const

test('those that are checked, else those that are off and not missing', () => {
  const servers = { rows: [on, off, missing], hasMore: false }
  expect(whoToEnable({ servers, chosen: [on], filter, off: 1, matching: null })).toMatchObject({
    servers: [on],
    whyNot: null,
  })
  expect(whoToEnable({ servers, chosen: [], filter, off: 1, matching: null })).toEqual({
    servers: [off],
    enable: true,
    whyNot: null,
  })
})

test('the first page may have all its backups on while servers further down have none', () => {
  const servers = { rows: [on], hasMore: true }
  expect(whoToEnable({ servers, chosen: [], filter, off: 30_000, matching: 30_000 })).toMatchObject({
    ...{ filter, matching: 30_000, whyNot: null },
  })
  expect(whoToEnable({ servers, chosen: [], filter, off: null, matching: null })).toMatchObject({
    ...{ filter, matching: null, whyNot: null },
  })
  expect(whoToEnable({ servers, chosen: [], filter, off: 0, matching: 0 }).whyNot).toMatch('Every server')
})

test('nobody is switched on before the list is there, or where all are on', () => {
  expect(
    whoToEnable({ servers: { rows: undefined, hasMore: false }, chosen: [], filter, off: 1, matching: null }).whyNot,
  ).toMatch('loading')
  expect(
    whoToEnable({ servers: { rows: [on, missing], hasMore: false }, chosen: [], filter, off: 1, matching: null })
      .whyNot,
  ).toMatch('Every server')
})
