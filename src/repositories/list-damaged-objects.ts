import type { Services } from '../context.ts'
import type { ObjectRow } from './journal-queries.ts'
import { listDamaged } from './object-queries.ts'

export type DamagedObject = Pick<ObjectRow, 'type' | 'name'> & { damage: 'missing' | 'changed' }

/** What scrubs found missing or changed in a repository and is still in use. For the system's own work. */
export const listDamagedObjects = async (
  { db }: Services,
  { repository_id }: { repository_id: string },
): Promise<DamagedObject[]> =>
  (await listDamaged(db, repository_id)).flatMap(({ type, name, damage }) =>
    damage === null ? [] : [{ type, name, damage }],
  )
