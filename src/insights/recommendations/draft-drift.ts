import type { Context } from '../../context.ts'
import { listMatching } from '../../servers/list-matching.ts'
import { ServerProtection } from '../../servers/schema.ts'
import { aboutServer } from './about-server.ts'
import type { Draft } from './schema.ts'

// Beyond so many it is no longer about one server.
const atMost = 10_000

/** Backups that somebody switched outside of Backstay. */
export const draftDrift = async (ctx: Context): Promise<Draft[]> =>
  (await listMatching(ctx, { state: 'drifted', at_most: atMost })).flatMap((server) => {
    const drifted = ServerProtection.array()
      .parse(server.protections)
      .find(({ drift }) => drift)
    if (drifted === undefined || server.missing_since !== null) return []
    const { method, desired_state } = drifted
    const facts = { kind: 'drift' as const, server_id: server.id, server_name: server.name, method, desired_state }
    return [aboutServer(server, { facts, situation: `${method} ${desired_state}` })]
  })
