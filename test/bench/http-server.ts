import { createServer } from 'node:http'
import { loadConfig } from '../../src/config.ts'
import { noOrigin, systemCaller } from '../../src/context.ts'
import { createApiKey } from '../../src/identity/create-api-key.ts'
import { createLog } from '../../src/lib/log.ts'
import { startBackstay } from '../../src/start.ts'

// A process of its own beside the load: the product with many organizations and without rate limits, and next to it a bare
// server that answers the same bytes. Tells its parent where they are.
const organizations = 100_000

const running = await startBackstay(loadConfig(process.env), createLog('silent'), {
  api: { limits: { requests_per_minute: 1e9, anonymous_requests_per_minute: 1e9 } },
})
const { services } = running
const ctx = { ...services, caller: systemCaller, origin: noOrigin }
const { key } = await createApiKey(ctx, { name: 'bench', operator: true })

const now = services.clock.now()
for (let from = 0; from < organizations; from += 5_000) {
  const rows = Array.from({ length: 5_000 }, (_, i) => ({
    id: services.ids.make('org'),
    name: `Customer ${from + i}`,
    house: false,
    created_at: now,
    updated_at: now,
  }))
  await services.db.insertInto('organizations').values(rows).execute()
}

const body = await (await fetch(`${running.url}/api/me`, { headers: { authorization: `Bearer ${key}` } })).text()
const bare = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' }).end(body)
})
bare.listen(0, '127.0.0.1', () => {
  const address = bare.address()
  const port = address !== null && typeof address === 'object' ? address.port : 0
  process.send?.({ url: running.url, key, bare: `http://127.0.0.1:${port}/` })
})

process.on('disconnect', () => {
  bare.close()
  void running.stop().then(() => process.exit(0))
})
