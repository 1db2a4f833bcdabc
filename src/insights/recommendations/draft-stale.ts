import type { Context } from '../../context.ts'
import { listMatching } from '../../servers/list-matching.ts'
import { ServerProtection } from '../../servers/schema.ts'
import { aboutServer } from './about-server.ts'
import type { Draft } from './schema.ts'

// Beyond so many it is no longer about one server.
const atMost = 10_000

/** Servers whose newest backup is old, or that never had one though backups are on. Those whose provider lists none are not judged. */
export const draftStale = async (ctx: Context): Promise<Draft[]> =>
  (await listMatching(ctx, { stale: true, at_most: atMost })).flatMap((server) => {
    const wanted = ServerProtection.array()
      .parse(server.protections)
      .filter(({ desired_state }) => desired_state === 'on')
    const [method = null] = wanted
      .filter(({ phase }) => phase === 'idle' || phase === 'failed')
      .flatMap((one) => (one.method === 'native' ? [] : [one.method]))
      .sort()
    const isJudged = wanted.some((one) => one.method !== 'native') || server.last_backup_at !== null
    if (server.missing_since !== null || !isJudged) return []
    const { last_backup_at } = server
    const facts = { kind: 'stale' as const, server_id: server.id, server_name: server.name, last_backup_at, method }
    return [aboutServer(server, { facts, situation: last_backup_at ?? 'never' })]
  })
