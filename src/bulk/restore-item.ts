import { type Context, inTransaction } from '../context.ts'
import { notFound } from '../lib/errors.ts'
import { utcMinute } from '../lib/utc-minute.ts'
import { planNewServer } from '../restores/images/plan-new-server.ts'
import { startNewServerRestore } from '../restores/images/start-new-server-restore.ts'
import { RestoreInput } from '../restores/schema.ts'
import { chooseServers } from '../servers/choose-servers.ts'
import { judgeRestores } from './judge-restores.ts'
import { type ItemKey, lockWaitingItem, updateBulkItem } from './queries.ts'
import type { BulkWork } from './schema.ts'

type Input = { key: ItemKey; work: Extract<BulkWork, { kind: 'restore' }> }

/** Orders the new server of one row. The provider is asked first; the order and its row commit together, so that it is given once. */
export const restoreItem = async (ctx: Context, { key, work }: Input): Promise<void> => {
  const { server_id } = key
  const servers = await chooseServers(ctx, { server_ids: [server_id] })
  const [judged] = await judgeRestores(ctx, { servers, as_of: work.as_of })
  if (judged === undefined) throw notFound()
  if (judged.point === null) throw judged.why
  const wanted = RestoreInput.parse({
    recovery_point_id: judged.point.id,
    mode: 'new_server',
    new_server: { name: newName(judged.server.name, work.name_suffix) },
  })
  const input = { ...wanted, server_id }
  const wish = await planNewServer(ctx, input)
  if (wish === null) throw notFound()
  await inTransaction(ctx, async (ctx) => {
    if ((await lockWaitingItem(ctx.db, key)) === undefined) return
    const { run_id } = await startNewServerRestore(ctx, { ...input, wish, parent_run_id: key.run_id })
    const message = `It becomes ${wish.name}, from the image of ${utcMinute(judged.point.taken_at)}.`
    await updateBulkItem(ctx.db, key, { state: 'accepted', code: null, message, child_run_id: run_id })
  })
}

const longest = 63

/** As a host name, which what a server is called here need not be. */
const newName = (name: string, suffix: string): string => {
  const plain = name.replace(/[^a-zA-Z0-9.-]+/g, '-').replace(/^[.-]+|[.-]+$/g, '') || 'server'
  return `${plain.slice(0, longest - suffix.length)}${suffix}`
}
