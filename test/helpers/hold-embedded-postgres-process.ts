import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'

const event = z.object({
  event: z.enum(['log', 'ready', 'died']),
  owner: z.boolean().optional(),
  line: z.string().optional(),
  reason: z.string().optional(),
  connection: z
    .object({ host: z.string(), port: z.number(), user: z.string(), database: z.string(), ssl: z.literal(false) })
    .optional(),
})
export type HolderEvent = z.infer<typeof event>

const program = fileURLToPath(new URL('./hold-embedded-postgres.ts', import.meta.url))

/** Another process that runs or joins the embedded Postgres of a data directory. */
export const holdEmbeddedPostgres = (dataDir: string) => {
  const child = spawn(process.execPath, [program, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
  const seen: HolderEvent[] = []
  const waiting: { kind: HolderEvent['event']; resolve: (found: HolderEvent) => void; reject: (e: Error) => void }[] =
    []
  createInterface({ input: child.stdout }).on('line', (line) => {
    const told = event.parse(JSON.parse(line))
    seen.push(told)
    for (const waiter of waiting) if (waiter.kind === told.event) waiter.resolve(told)
  })
  const ended = once(child, 'exit')
  void ended.then(() => {
    for (const waiter of waiting) waiter.reject(new Error(`it ended before it told "${waiter.kind}"`))
  })
  return {
    /** Resolves with the first event of a kind, also when it has passed already. */
    event: (kind: HolderEvent['event']): Promise<HolderEvent> =>
      new Promise((resolve, reject) => {
        const past = seen.find((one) => one.event === kind)
        if (past) resolve(past)
        else waiting.push({ kind, resolve, reject })
      }),
    end: async (signal: NodeJS.Signals): Promise<void> => {
      child.kill(signal)
      await ended
    },
  }
}
