import { type Context, inTransaction } from '../context.ts'
import type { RunningJob } from '../jobs/handler.ts'
import { itemsFor } from './items-for.ts'
import {
  deleteNotices,
  holdUnsortedAcrossOrganizations,
  insertItems,
  listEnabledTargetsAcrossOrganizations,
  listPeopleAcrossOrganizations,
  updateToSorted,
} from './queries.ts'

const batch = 1_000

/** Decides for each new notice who is told of it. What happens to the demo's customers is told to nobody. */
export const sortNotices = async (ctx: Context, job?: Pick<RunningJob, 'signal'>): Promise<void> => {
  for (;;) {
    job?.signal.throwIfAborted()
    const sorted = await inTransaction(ctx, sortSome)
    if (sorted < batch) return
  }
}

const sortSome = async (ctx: Context): Promise<number> => {
  const notices = await holdUnsortedAcrossOrganizations(ctx.db, batch)
  if (notices.length === 0) return 0
  const organizations = [...new Set(notices.flatMap(({ organization_id }) => organization_id ?? []))]
  const people = ctx.config.smtp_url === null ? [] : await listPeopleAcrossOrganizations(ctx.db, organizations)
  const targets = await listEnabledTargetsAcrossOrganizations(ctx.db, organizations)
  const told = notices.filter(({ demo }) => !demo)
  const items = itemsFor(told, { people, targets })
  await insertItems(ctx.db, items)
  // What nobody wants to hear, such as each backup that succeeded, is not kept: runs are the history. What is told once only is
  // remembered by its notice.
  const wanted = new Set(items.map(({ notice_id }) => notice_id))
  const isKept = ({ id, told_once }: (typeof notices)[number]) => wanted.has(id) || told_once !== null
  const idsOf = (some: typeof notices) => some.map(({ id }) => id)
  await deleteNotices(ctx.db, idsOf(notices.filter((notice) => !isKept(notice))))
  await updateToSorted(ctx.db, idsOf(notices.filter(isKept)), ctx.clock.now())
  return notices.length
}
