import { sql } from 'kysely'

/** For `where('organization_id', '=', anyOf(ids))`; unlike `in`, it stands an empty list (which then matches nothing). */
export const anyOf = (ids: readonly string[]) => sql<string>`any(${[...ids]})`
