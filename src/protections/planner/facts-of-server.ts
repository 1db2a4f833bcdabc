import { agentOf } from '../../agents/agent-of.ts'
import type { Context } from '../../context.ts'
import { newestFilesSize } from '../../recovery-points/newest-files-size.ts'
import { newestImageSize } from '../../recovery-points/newest-image-size.ts'
import { readFileStorage } from '../../repositories/read-file-storage.ts'
import { billedTo } from '../../servers/billed-to.ts'
import type { LoadedServer } from '../../servers/load-server.ts'
import type { ServerFacts } from './schema.ts'

/** What the planner asks of a server, as it stands on record. */
export const factsOfServer = async (ctx: Context, server: LoadedServer): Promise<ServerFacts> => {
  const { price_minor, currency } = server
  return {
    size: server.size,
    plan_type: server.plan_type,
    price: price_minor === null || currency === null ? null : { amount_minor: price_minor, currency },
    disk_bytes: server.disk_bytes,
    newest_image_bytes: await newestImageSize(ctx, { server_id: server.id }),
    newest_files_bytes: await newestFilesSize(ctx, { server_id: server.id }),
    file_storage: await readFileStorage(ctx, { server_id: server.id }),
    has_agent: (await agentOf(ctx, { server_id: server.id })) !== null,
    native_on: server.native_state === 'on',
    billed_to: billedTo(server),
  }
}
