import type { Context } from '../../context.ts'
import { dayMs, isoPlusMs } from '../../lib/clock.ts'
import { AppError } from '../../lib/errors.ts'
import { listDueImageDrillsAcrossOrganizations, updateImageDrills } from './queries.ts'
import { startImageDrill } from './start-image-drill.ts'

const atOnce = 10
const tryAgainMs = dayMs

/** Starts the drills of images that are due. One that cannot begin is tried again tomorrow; its settings say why. */
export const startDueImageDrills = async (ctx: Context): Promise<{ started: number }> => {
  const due = await listDueImageDrillsAcrossOrganizations(ctx.db, ctx.clock.now(), atOnce)
  let started = 0
  for (const { server_id } of due) {
    try {
      await startImageDrill(ctx, { server_id })
      started += 1
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const at = ctx.clock.now()
      const refused = JSON.stringify({ code: error.code, message: error.message, at })
      await updateImageDrills(ctx.db, server_id, { refused, next_at: isoPlusMs(at, tryAgainMs) })
    }
  }
  return { started }
}
