import { loadConfig } from '../../src/config.ts'
import { type Context, noOrigin, systemCaller } from '../../src/context.ts'
import { createApiKey } from '../../src/identity/create-api-key.ts'
import { createLog } from '../../src/lib/log.ts'
import { startBackstay } from '../../src/start.ts'

// A process of its own beside the load: the product, and a key to it.
const running = await startBackstay(loadConfig(process.env), createLog('silent'), {
  api: { limits: { requests_per_minute: 1e9, anonymous_requests_per_minute: 1e9 } },
})
const { services } = running
const ctx: Context = { ...services, caller: systemCaller, origin: noOrigin }
const { key } = await createApiKey(ctx, { name: 'bench', operator: true })

process.send?.({ url: running.url, key })
process.on('disconnect', () => void running.stop().then(() => process.exit(0)))
