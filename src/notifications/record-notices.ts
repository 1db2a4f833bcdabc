import type { Context } from '../context.ts'
import { insertNotices } from './queries.ts'
import type { NewNotice } from './schema.ts'

// Runs and reasons come from elsewhere and can be long; a message shows the beginning.
const longestTitle = 200
const longestDetail = 2_000

/**
 * Writes down what people may want to be told. Belongs in the transaction of what happened: neither is there without the other.
 * Who is told, when and how is decided later (`tendNotifications`), so that nothing here waits for it.
 */
export const recordNotices = async (ctx: Context, notices: readonly NewNotice[]): Promise<void> => {
  if (notices.length === 0) return
  const at = ctx.clock.now()
  await insertNotices(
    ctx.db,
    notices.map((notice) => ({
      id: ctx.ids.make('ntc'),
      kind: notice.kind,
      organization_id: notice.organization_id,
      server_id: notice.server_id ?? null,
      run_id: notice.run_id ?? null,
      title: notice.title.slice(0, longestTitle),
      detail: notice.detail.slice(0, longestDetail),
      link: notice.link ?? null,
      facts: notice.facts,
      again: notice.again ?? false,
      told_once: notice.told_once ?? null,
      at,
    })),
  )
}
