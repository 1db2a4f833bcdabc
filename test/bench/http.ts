import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import autocannon, { type Result } from 'autocannon'
import { freePort } from '../helpers/free-port.ts'
import { type Figure, percentile } from './figure.ts'

type Served = { url: string; key: string; bare: string }
type Load = { per_second: number; p95_ms: number }

const seconds = 8

/** Requests a second and p95 of an authenticated no-op and of a keyset list over 100,000 organizations. */
export const benchHttp = async (): Promise<Figure[]> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'backstay-bench-'))
  const env = {
    BACKSTAY_DATA_DIR: dataDir,
    BACKSTAY_PORT: String(await freePort()),
    BACKSTAY_DEMO: '0',
    BACKSTAY_ROLES: 'api',
  }
  const server = fork(join(import.meta.dirname, 'http-server.ts'), [], { env: { ...process.env, ...env } })
  const exited = once(server, 'exit')
  try {
    const [served] = (await Promise.race([once(server, 'message'), exited.then(failed)])) as [Served]
    return await measure(served)
  } finally {
    if (server.connected) server.disconnect()
    await exited
    await rm(dataDir, { recursive: true, force: true })
  }
}

const failed = ([code]: unknown[]): never => {
  throw new Error(`The server of the bench ended with ${code}.`)
}

const measure = async ({ url, key, bare }: Served): Promise<Figure[]> => {
  const list = `${url}/api/organizations?limit=50`
  const middle = `${list}&cursor=${await cursorAt(list, key, 60)}`
  await load(`${url}/api/me`, key, 2)
  const nothing = await load(bare, key)
  const me = await load(`${url}/api/me`, key)
  const first = await load(list, key)
  const deep = await load(middle, key)
  const target = 'target p95 ≤ 50 ms'
  return [
    {
      name: 'authenticated no-op, GET /api/me',
      value: me.per_second,
      unit: 'req/s',
      compared_to: `${share(me, nothing)} of a bare server`,
    },
    { name: 'authenticated no-op, p95', value: me.p95_ms, unit: 'ms', compared_to: target, note: '10 connections' },
    {
      name: 'keyset list, first page of 100,000',
      value: first.per_second,
      unit: 'req/s',
      compared_to: `${share(first, nothing)} of a bare server`,
    },
    {
      name: 'keyset list, first page, p95',
      value: first.p95_ms,
      unit: 'ms',
      compared_to: target,
      note: '10 connections, 50 rows',
    },
    {
      name: 'keyset list, page 61, p95',
      value: deep.p95_ms,
      unit: 'ms',
      compared_to: `${share(deep, first)} of the first page's requests a second`,
    },
  ]
}

const share = (one: Load, other: Load) => `${((100 * one.per_second) / other.per_second).toFixed(0)} %`

const cursorAt = async (list: string, key: string, pages: number): Promise<string> => {
  let cursor = ''
  for (let page = 0; page < pages; page++) {
    const response = await fetch(cursor === '' ? list : `${list}&cursor=${cursor}`, {
      headers: { authorization: `Bearer ${key}` },
    })
    const { next_cursor } = (await response.json()) as { next_cursor: string }
    cursor = next_cursor
  }
  return cursor
}

const load = async (url: string, key: string, duration = seconds): Promise<Load> => {
  const times: number[] = []
  const result = await new Promise<Result>((resolve, reject) => {
    const options = { url, connections: 10, duration, headers: { authorization: `Bearer ${key}` } }
    const running = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)))
    running.on('response', (_client, _status, _bytes, ms) => times.push(ms))
  })
  if (result.non2xx + result.errors > 0) throw new Error(`${url}: ${result.non2xx} refusals, ${result.errors} errors.`)
  return { per_second: result.requests.average, p95_ms: percentile(times, 0.95) }
}
