import { Registry } from 'prom-client'
import { expect, test } from 'vitest'
import { testClock } from '../lib/clock.ts'
import { createLog } from '../lib/log.ts'
import { createRedact } from '../lib/redact.ts'
import { ProviderError } from './provider-error.ts'
import { createProviderMetrics } from './provider-metrics.ts'
import type { Call, Send } from './send.ts'
import { withLogging } from './with-logging.ts'

const token = 'dop_v1_secret/+&'
const call: Call = {
  operation: 'listThings',
  method: 'GET',
  path: `/things/${encodeURIComponent(token)}?token=x`,
  headers: { authorization: `Bearer ${token}` },
  repeatable: true,
}

const around = (inner: Send) => {
  const lines: string[] = []
  const registry = new Registry()
  const send = withLogging(inner, {
    provider: 'digitalocean',
    log: createLog('debug', { write: (line) => lines.push(line) }),
    metrics: createProviderMetrics(registry),
    clock: testClock(),
    redact: createRedact([token]),
  })
  return { send, lines, registry }
}

test('one line and one figure for each call, without secrets', async () => {
  const { send, lines, registry } = around(async () => ({ status: 200, headers: new Headers(), body: {} }))
  await send(call)
  expect(lines).toHaveLength(1)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    provider: 'digitalocean',
    operation: 'listThings',
    path: '/things/[redacted]',
    status: 200,
  })
  expect(await registry.metrics()).toContain(
    'backstay_provider_call_duration_seconds_count{provider="digitalocean",operation="listThings",status="200"} 1',
  )
})

test('a missing answer is a warning and status none', async () => {
  const { send, lines, registry } = around(async () => {
    throw new ProviderError(`no answer for ${token}`, { kind: 'retry', effect: 'unknown', retry_after_ms: null })
  })
  await expect(send(call)).rejects.toBeInstanceOf(ProviderError)
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    level: 'warn',
    reason: 'no answer for [redacted]',
    effect: 'unknown',
  })
  expect(await registry.metrics()).toContain('status="none"} 1')
})
