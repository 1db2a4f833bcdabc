import type { Context } from '../../context.ts'
import { ProviderName } from '../../provider-accounts/schema.ts'
import { loadServer } from '../../servers/load-server.ts'
import { findImageDrills } from './queries.ts'
import { ImageDrills } from './schema.ts'

/** Whether drills of a server's images are switched on, and up to which price. */
export const getImageDrills = async (ctx: Context, { server_id }: { server_id: string }): Promise<ImageDrills> => {
  const server = await loadServer(ctx, { server_id })
  const row = await findImageDrills(ctx.db, server_id)
  const name = ProviderName.safeParse(server.provider).data
  const can = name === undefined ? null : ctx.providers.describe(name).capabilities
  return {
    server_id,
    enabled: row !== undefined,
    possible: can?.native?.can_restore_to_new === true || can?.snapshot?.can_restore_to_new === true,
    ceiling: row === undefined ? null : { amount_minor: row.ceiling_minor, currency: row.currency },
    next_at: row?.next_at ?? null,
    refused: ImageDrills.shape.refused.parse(row?.refused ?? null),
  }
}
