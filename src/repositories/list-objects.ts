import type { Services } from '../context.ts'
import type { ObjectType } from '../storage/object-store.ts'
import { listObjectPage } from './object-queries.ts'

const pageRows = 5_000

/** What the journal has of a type, page by page; trash is not among it. */
export async function* listObjects(
  { db }: Services,
  input: { repository_id: string; type: ObjectType },
): AsyncGenerator<readonly { name: string; bytes: number }[]> {
  for (let after = ''; ; ) {
    const page = await listObjectPage(db, { ...input, after, limit: pageRows })
    if (page.length > 0) yield page
    const last = page.at(-1)
    if (last === undefined || page.length < pageRows) return
    after = last.name
  }
}
