import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../helpers/free-port.ts'
import { createHttpClient, type HttpClient, type Json } from '../helpers/http-client.ts'
import { type SandboxProcess, startSandboxProcess } from '../helpers/sandbox-process.ts'
import { until } from '../helpers/until.ts'
import { type Figure, percentile } from './figure.ts'

const connections = 8
const customers = 50
const servers = 240
const warmUpSeconds = 3
const seconds = 10

type Target = { id: string; name: string }

/** Toggles a second, on and off in turn, against a sandbox DigitalOcean that answers without delay. */
export const benchToggles = async (): Promise<Figure[]> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'backstay-bench-'))
  const settings = { action_ms: 0, latency_ms: 0, calls_per_hour: 1e9 }
  const cloud = await startSandboxProcess({
    provider: 'digitalocean',
    state_dir: join(dataDir, 'cloud'),
    servers,
    settings,
  })
  const env = {
    BACKSTAY_DATA_DIR: join(dataDir, 'backstay'),
    BACKSTAY_PORT: String(await freePort()),
    BACKSTAY_DEMO: '0',
    BACKSTAY_ROLES: 'api,worker',
  }
  const server = fork(join(import.meta.dirname, 'toggle-server.ts'), [], { env: { ...process.env, ...env } })
  const exited = once(server, 'exit')
  try {
    const [served] = (await Promise.race([once(server, 'message'), exited.then(failed)])) as [
      { url: string; key: string },
    ]
    const client = createHttpClient(served.url, served.key)
    const targets = await arrange(client, cloud)
    await toggleFor(client, targets, warmUpSeconds)
    return figuresOf(await toggleFor(client, targets, seconds))
  } finally {
    if (server.connected) server.disconnect()
    await exited
    await cloud.kill()
    await rm(dataDir, { recursive: true, force: true })
  }
}

const failed = ([code]: unknown[]): never => {
  throw new Error(`The server of the bench ended with ${code}.`)
}

/** Customers with all servers of the cloud that have no backups yet among them, and a place for each. */
const arrange = async (client: HttpClient, cloud: SandboxProcess): Promise<Target[]> => {
  const { credentials } = await cloud.control<{ credentials: object }>('GET', '')
  const account = await client.post('/api/provider-accounts', {
    provider: 'digitalocean',
    label: 'bench',
    credentials,
    endpoint: cloud.url,
  })
  const { run_id } = (await client.post(`/api/provider-accounts/${account.body.id}/sync`)).body
  await until(async () => (await client.get(`/api/runs/${run_id}`)).body.state === 'finished')
  const found: Json[] = (await client.get('/api/servers?limit=200')).body.data
  const off = found.filter((one) => one.native.state === 'off')
  const plans: Json[] = (await client.get('/api/plans')).body.data
  const plan_id = plans.find((plan) => plan.plan_types.includes('basic')).id
  for (let n = 0; n < customers; n++) {
    const server_ids = off.filter((_, at) => at % customers === n).map(({ id }) => id)
    const { id: organization_id } = (await client.post('/api/organizations', { name: `Customer ${n}` })).body
    await client.post('/api/bulk/adopt', { server_ids, organization_id })
    await client.post('/api/subscriptions', { organization_id, plan_id, quantity: server_ids.length })
  }
  return off.map(({ id, name }) => ({ id, name }))
}

/** Each connection has servers of its own, and switches one on and then off, again and again. Resolves with the times. */
const toggleFor = async (client: HttpClient, targets: readonly Target[], forSeconds: number): Promise<number[]> => {
  const times: number[] = []
  const endMs = performance.now() + forSeconds * 1_000
  const lane = async (own: readonly Target[]) => {
    for (let n = 0; performance.now() < endMs; n++) {
      const { id, name } = own[Math.floor(n / 2) % own.length] ?? { id: '', name: '' }
      const enable = n % 2 === 0
      const startedMs = performance.now()
      const answer = await client.post(`/api/servers/${id}/toggle-backups`, { enable, confirm: name })
      if (answer.status !== 200 || answer.body.backups_enabled !== enable)
        throw new Error(`A toggle was answered ${answer.status}: ${answer.text}`)
      times.push(performance.now() - startedMs)
    }
  }
  const lanes = Array.from({ length: connections }, (_, at) => targets.filter((_, n) => n % connections === at))
  await Promise.all(lanes.map(lane))
  return times
}

const figuresOf = (times: readonly number[]): Figure[] => [
  {
    name: 'toggles, on and off, each confirmed by the cloud',
    value: times.length / seconds,
    unit: 'req/s',
    compared_to: 'target ≥ 300',
    note: `${connections} connections, ${customers} customers, one process with its worker, embedded Postgres with fsync, sandbox cloud without delay`,
  },
  { name: 'toggles, p95 of the answer', value: percentile(times, 0.95), unit: 'ms' },
]
