import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { cpus, totalmem } from 'node:os'
import { benchCatalogue } from './catalogue.ts'
import { type Figure, lineOf } from './figure.ts'
import { benchGateway } from './gateway.ts'
import { benchHttp } from './http.ts'
import { benchJobs } from './jobs.ts'
import { benchOverview } from './overview.ts'
import { benchPoints } from './points.ts'
import { benchScheduler } from './scheduler.ts'
import { benchServers } from './servers.ts'
import { benchStart } from './start.ts'
import { benchToggles } from './toggles.ts'
import { benchWeb } from './web.ts'
import { benchWebhooks } from './webhooks.ts'

// npm run bench [-- name …]: one line per figure, and all of them in bench-results.json.
const benches: Record<string, () => Promise<Figure[]>> = {
  start: benchStart,
  http: benchHttp,
  jobs: benchJobs,
  servers: benchServers,
  overview: benchOverview,
  points: benchPoints,
  toggles: benchToggles,
  webhooks: benchWebhooks,
  catalogue: benchCatalogue,
  gateway: benchGateway,
  scheduler: benchScheduler,
  web: benchWeb,
}

const named = process.argv.slice(2)
const unknown = named.filter((name) => !(name in benches))
if (unknown.length > 0) {
  console.error(`There is no bench named ${unknown.join(', ')}. There are: ${Object.keys(benches).join(', ')}.`)
  process.exit(2)
}

const measured: Record<string, Figure[]> = {}
for (const [name, bench] of Object.entries(benches)) {
  if (named.length > 0 && !named.includes(name)) continue
  measured[name] = await bench()
  for (const figure of measured[name]) console.log(lineOf(figure))
}

const machine = {
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  memory_gib: Math.round(totalmem() / 2 ** 30),
  node: process.version,
}
// Those of benches that were not run now stay.
const path = 'bench-results.json'
const before: { benches?: object } = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {}
const results = { machine, benches: { ...before.benches, ...measured } }
await writeFile(path, `${JSON.stringify(results, null, 2)}\n`)
