import { type Insertable, type Selectable, sql } from 'kysely'
import type { Scope } from '../context.ts'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'
import type {
  ListRecoveryPointsQuery,
  RecoveryPointCounts,
  RecoveryPointMethod,
  RecoveryPointStanding,
} from './schema.ts'

export type RecoveryPointRow = Selectable<Database['recovery_points']>
export type OwnedPointRow = RecoveryPointRow & { organization_id: string }

/** A snapshot that is there already stays as it was recorded first. */
export const insertPoint = (db: Db, row: Insertable<Database['recovery_points']>) =>
  db
    .insertInto('recovery_points')
    .values(row)
    .onConflict((conflict) => conflict.columns(['server_id', 'method', 'ref']).doNothing())
    .returningAll()
    .executeTakeFirst()

/** Of a server that the caller may see. */
export const findPointByRef = (
  db: Db,
  key: { server_id: string; method: 'native' | 'snapshot' | 'files'; ref: string },
) =>
  db
    .selectFrom('recovery_points')
    .selectAll()
    .where('server_id', '=', key.server_id)
    .where('method', '=', key.method)
    .where('ref', '=', key.ref)
    .executeTakeFirst()

const selectOwned = (db: Db, scope: Scope) => {
  const query = db
    .selectFrom('recovery_points')
    .innerJoin('servers', 'servers.id', 'recovery_points.server_id')
    .selectAll('recovery_points')
    .select('servers.organization_id')
  return scope === 'all' ? query : query.where('servers.organization_id', '=', anyOf(scope))
}

export const findPoint = (db: Db, scope: Scope, id: string): Promise<OwnedPointRow | undefined> =>
  selectOwned(db, scope).where('recovery_points.id', '=', id).executeTakeFirst()

/** `isExpired` in SQL, with what retention let go. */
const standing = (now: string) => sql<RecoveryPointStandingName>`
  case when state = 'forgotten' then 'expired' when state = 'gone' then 'gone'
    when method <> 'files' and expires_at <= ${now} and provider_expires_at <= ${now} then 'expired' else 'restorable' end`

/** Newest first. Only after the server was found within the caller's scope. */
export const listPointsOf = (
  db: Db,
  serverId: string,
  filter: Omit<ListRecoveryPointsQuery, 'cursor'> & { after: { taken_at: string; id: string } | null; now: string },
): Promise<RecoveryPointRow[]> => {
  let query = db
    .selectFrom('recovery_points')
    .selectAll()
    .where('server_id', '=', serverId)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(filter.limit)
  if (filter.method !== undefined) query = query.where('method', '=', filter.method)
  if (filter.source !== undefined) query = query.where('source', '=', filter.source)
  if (filter.state !== undefined) query = query.where('state', '=', filter.state)
  if (filter.outcome !== undefined) query = query.where('outcome', '=', filter.outcome)
  if (filter.standing !== undefined) query = query.where(standing(filter.now), '=', filter.standing)
  if (filter.from !== undefined) query = query.where('taken_at', '>=', filter.from)
  if (filter.to !== undefined) query = query.where('taken_at', '<', filter.to)
  const { after } = filter
  if (after !== null) query = query.where(sql<boolean>`(taken_at, id) < (${after.taken_at}::timestamptz, ${after.id})`)
  return query.execute()
}

/** Only after the server was found within the caller's scope. */
export const countPointsOf = (db: Db, serverId: string, now: string) =>
  db
    .selectFrom('recovery_points')
    .select(['method', 'state', 'outcome', standing(now).as('standing')])
    .select((eb) => eb.cast<number>(eb.fn.countAll(), 'integer').as('count'))
    .where('server_id', '=', serverId)
    .groupBy(['method', 'state', 'outcome', 'standing'])
    .orderBy('method')
    .orderBy('state')
    .orderBy('outcome')
    .orderBy('standing')
    .execute() as Promise<RecoveryPointCounts['kinds']>

/** For the work on one protection, whoever owns its server. */
export const listAvailableOfProtectionAcrossOrganizations = (
  db: Db,
  protectionId: string,
): Promise<RecoveryPointRow[]> =>
  db
    .selectFrom('recovery_points')
    .selectAll()
    .where('protection_id', '=', protectionId)
    .where('state', '=', 'available')
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** The newest that one could restore without a second thought. */
export const findNewestGood = (
  db: Db,
  filter: { server_id: string; method: RecoveryPointMethodName; source: string | undefined },
): Promise<RecoveryPointRow | undefined> => {
  const query = db
    .selectFrom('recovery_points')
    .selectAll()
    .where('server_id', '=', filter.server_id)
    .where('method', '=', filter.method)
    .where('state', '=', 'available')
    .where('outcome', '=', 'succeeded')
    .where('run_id', 'is not', null)
    .where('damage', 'is', null)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
  return (filter.source === undefined ? query : query.where('source', '=', filter.source)).executeTakeFirst()
}

/** One row for each server that has such an image. */
export const findNewestImages = (
  db: Db,
  scope: Scope,
  filter: { server_ids: readonly string[]; methods: readonly ('native' | 'snapshot')[]; until: string; now: string },
) => {
  const query = db
    .selectFrom('recovery_points')
    .innerJoin('servers', 'servers.id', 'recovery_points.server_id')
    .distinctOn('recovery_points.server_id')
    .select(['recovery_points.id', 'recovery_points.server_id', 'recovery_points.taken_at'])
    .where('recovery_points.server_id', '=', anyOf(filter.server_ids))
    .where('recovery_points.method', 'in', filter.methods)
    .where('recovery_points.state', '=', 'available')
    .where('recovery_points.outcome', '=', 'succeeded')
    .where('recovery_points.damage', 'is', null)
    .where('recovery_points.taken_at', '<=', filter.until)
    .where((eb) =>
      eb.or([eb('recovery_points.expires_at', 'is', null), eb('recovery_points.expires_at', '>', filter.now)]),
    )
    .orderBy('recovery_points.server_id')
    .orderBy('recovery_points.taken_at', 'desc')
    .orderBy('recovery_points.id', 'desc')
  return (scope === 'all' ? query : query.where('servers.organization_id', '=', anyOf(scope))).execute()
}

/** Only after the server was found within the caller's scope. */
export const findNewestImageSize = (db: Db, serverId: string) =>
  db
    .selectFrom('recovery_points')
    .select('size_bytes')
    .where('server_id', '=', serverId)
    .where('method', 'in', ['native', 'snapshot'])
    .where('state', '=', 'available')
    .where('size_bytes', 'is not', null)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export const findNewestFilesSize = (db: Db, serverId: string) =>
  db
    .selectFrom('recovery_points')
    .select('size_bytes')
    .where('server_id', '=', serverId)
    .where('method', '=', 'files')
    .where('source', '=', 'files')
    .where('state', '=', 'available')
    .where('size_bytes', 'is not', null)
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

type RecoveryPointMethodName = (typeof RecoveryPointMethod.options)[number]
type RecoveryPointStandingName = (typeof RecoveryPointStanding.options)[number]

/** Those that need a look, from one of them back; resolves with what was changed. */
export const updateToAcknowledged = (
  db: Db,
  of: Pick<RecoveryPointRow, 'id' | 'server_id' | 'taken_at'>,
  change: { and_older: boolean; at: string; by: string },
) =>
  db
    .updateTable('recovery_points')
    .set({ acknowledged_at: change.at, acknowledged_by: change.by, updated_at: change.at })
    .where('server_id', '=', of.server_id)
    .where('acknowledged_at', 'is', null)
    .where((eb) => {
      const stray = eb.and([eb('run_id', 'is', null), eb('method', '=', 'files')])
      const needsLook = eb.or([eb('outcome', '=', 'warning'), stray, eb('damage', 'is not', null)])
      return eb.or([
        eb('id', '=', of.id),
        ...(change.and_older ? [eb.and([eb('taken_at', '<=', of.taken_at), needsLook])] : []),
      ])
    })
    .returning(['id', 'protection_id'])
    .execute()

/** What retention decided of those it keeps; only rows for which it is another decision than before. */
export const updateKept = async (
  db: Db,
  kept: readonly { id: string; because: readonly string[]; expires_at: string | null }[],
  at: string,
): Promise<void> => {
  const rows = kept.map(({ id, because, expires_at }) => ({ id, because, expires_at }))
  await sql`
    update recovery_points p set kept_because = k.because, expires_at = least(k.expires_at, p.provider_expires_at), updated_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as k (id text, because jsonb, expires_at timestamptz)
    where p.id = k.id and p.state = 'available'
      and (p.kept_because is distinct from k.because or p.expires_at is distinct from least(k.expires_at, p.provider_expires_at))`.execute(
    db,
  )
}

/** Those that are not in the trash either are gone. */
export const updateToForgotten = (db: Db, ids: readonly string[], at: string, purgeAfter: string | null) =>
  db
    .updateTable('recovery_points')
    .set({
      state: purgeAfter === null ? 'gone' : 'forgotten',
      forgotten_at: at,
      purge_after: purgeAfter,
      expires_at: null,
      updated_at: at,
    })
    .where('id', '=', anyOf(ids))
    .where('state', '=', 'available')
    .returning('id')
    .execute()

/** Back from the trash; undefined where somebody else was quicker. The catalogue may have lost it meanwhile. */
export const updateToRecovered = (db: Db, id: string, change: { at: string; kept_until: string }) =>
  db
    .updateTable('recovery_points')
    .set({
      ...{ state: 'available', forgotten_at: null, purge_after: null, kept_because: null, catalogued_at: null },
      kept_until: change.kept_until,
      updated_at: change.at,
    })
    .where('id', '=', id)
    .where('state', '=', 'forgotten')
    .returning('id')
    .executeTakeFirst()

export const updateToProven = (db: Db, id: string, at: string) =>
  db.updateTable('recovery_points').set({ proven_at: at, updated_at: at }).where('id', '=', id).execute()

/** For the work on one repository, whoever owns its server. Newest first. */
export const listAvailableOfRepositoryAcrossOrganizations = (
  db: Db,
  repositoryId: string,
): Promise<RecoveryPointRow[]> =>
  db
    .selectFrom('recovery_points')
    .selectAll()
    .where('repository_id', '=', repositoryId)
    .where('state', '=', 'available')
    .orderBy('taken_at', 'desc')
    .orderBy('id', 'desc')
    .execute()

/** What was looked at before it was found damaged needs another look. */
export const updateToDamaged = (db: Db, id: string, damage: string, at: string) =>
  db
    .updateTable('recovery_points')
    .set((eb) => ({
      damage,
      acknowledged_at: eb.case().when('damage', 'is', null).then(null).else(eb.ref('acknowledged_at')).end(),
      acknowledged_by: eb.case().when('damage', 'is', null).then(null).else(eb.ref('acknowledged_by')).end(),
      updated_at: at,
    }))
    .where('id', '=', id)
    .execute()

export const updateToWhole = (db: Db, repositoryId: string, at: string) =>
  db
    .updateTable('recovery_points')
    .set({ damage: null, updated_at: at })
    .where('repository_id', '=', repositoryId)
    .where('damage', 'is not', null)
    .returning('id')
    .execute()

/** Whatever it was before, somebody has to look at it now. */
export const updateToUnsafe = (db: Db, id: string, warning: string, at: string) =>
  db
    .updateTable('recovery_points')
    .set({ outcome: 'warning', warning, acknowledged_at: null, acknowledged_by: null, updated_at: at })
    .where('id', '=', id)
    .returning('protection_id')
    .executeTakeFirst()
