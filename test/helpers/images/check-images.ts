import { type Kysely, sql } from 'kysely'
import type { Database } from '../../../src/db/tables.gen.ts'
import { throwawayPrefix } from '../../../src/providers/require-throwaway.ts'
import type { CloudServer } from '../../../src/sandbox/kit/cloud.ts'
import type { Effect } from '../../../src/sandbox/kit/effect.ts'
import type { Place, Target } from './flows.ts'

/** What a cloud says of itself, from its own side. */
export type CloudSide = { readonly servers: readonly CloudServer[]; readonly effects: readonly Effect[] }

type Db = Kysely<Database>
export type Witnesses = { readonly foreign: ReadonlySet<string> }

/**
 * What must be true of images once everything had its time; each thing that is not, in words. `foreign`: snapshots that somebody else
 * made. What is counted is counted since the cloud began.
 */
export const checkImages = async (
  db: Db,
  place: Place,
  cloud: CloudSide,
  { foreign }: Witnesses,
): Promise<string[]> => {
  const lies = await openEnds(db)
  const say = (what: string) => lies.push(`${place.provider}: ${what}`)
  for (const server of [place.images, place.native, ...place.listed]) {
    const there = cloud.servers.find(({ ref }) => ref === server.provider_ref)
    if (there === undefined) say(`${server.name} is not there any more`)
    else
      for (const lie of [...(await pointsOf(db, place, server, there)), ...(await nativeOf(db, server, there))])
        say(lie)
  }
  const all = new Set(cloud.servers.flatMap(({ recovery_points }) => recovery_points.map(({ ref }) => ref)))
  for (const ref of foreign) if (!all.has(ref)) say(`somebody else's snapshot ${ref} was deleted`)
  for (const lie of [
    ...(await countsOf(db, place, cloud)),
    ...(await keptOf(db, place, cloud)),
    ...(await rowsOf(db, place, cloud)),
  ])
    say(lie)
  return lies
}

/** Nothing is left hanging. */
const openEnds = async (db: Db): Promise<string[]> => {
  const { rows } = await sql<{ what: string }>`
    select 'the run ' || id || ' (' || kind || ') never ends' as what from runs
      where state <> 'finished'
    union all select 'the order ' || run_id || ' stays open' from snapshot_orders where state = 'open'
    union all select 'the lease of ' || name || ' is held' from servers where lease_until > now()
    union all select 'the protection ' || id || ' stays in ' || phase from protections
      where phase in ('enabling', 'disabling')
    union all select 'the protection ' || id || ' failed and nothing is due' from protections
      where phase = 'failed' and desired_state = 'on' and (method = 'native' or next_run_at is null)
    union all select 'the server ' || s.name || ' has no number and nobody makes it' from servers s
      where s.provider_account_id is not null and s.provider_ref is null`.execute(db)
  return rows.map(({ what }) => what)
}

/** On record is what is there, and what is there. */
const pointsOf = async (db: Db, place: Place, server: Target, there: CloudServer): Promise<string[]> => {
  const points = await db
    .selectFrom('recovery_points as p')
    .leftJoin('runs as r', 'r.id', 'p.run_id')
    .select(['p.ref', 'p.run_id', 'p.protection_id', 'p.method', 'p.missing_since', 'r.outcome'])
    .where('p.server_id', '=', server.id)
    .where('p.state', '=', 'available')
    .execute()
  // Contabo lists none of its own backups.
  const listed = there.recovery_points.filter(({ kind }) => place.provider !== 'contabo' || kind === 'snapshot')
  const [known, real] = [new Set(points.map(({ ref }) => ref)), new Set(listed.map(({ ref }) => ref))]
  const lies: string[] = []
  // A backup of the provider's own that it let go a moment ago is looked for once more before it counts as gone.
  for (const { ref, method, missing_since } of points)
    if (!real.has(ref) && !(method === 'native' && missing_since !== null))
      lies.push(`${ref} is on record and not there`)
  const unrecorded = listed.filter(({ ref }) => !known.has(ref))
  // One that hangs is in no list of the provider's; its run says where to look for it.
  if (unrecorded.length > (await unknownsOf(db, server)))
    for (const { ref, kind } of unrecorded) lies.push(`the ${kind} ${ref} is there and not on record`)
  for (const { ref, run_id, outcome } of points)
    if (run_id !== null && outcome !== 'succeeded') lies.push(`${ref} is of ${run_id}, which ended ${outcome}`)
  const succeeded = await db
    .selectFrom('runs as r')
    .innerJoin('snapshot_orders as o', 'o.run_id', 'r.id')
    .leftJoin('recovery_points as p', 'p.run_id', 'r.id')
    .select(['r.id', 'p.ref', 'p.protection_id'])
    .where('r.server_id', '=', server.id)
    .where('r.outcome', '=', 'succeeded')
    .execute()
  const counts = new Map<string, number>()
  for (const { id, ref } of succeeded) counts.set(id, (counts.get(id) ?? 0) + (ref === null ? 0 : 1))
  for (const [id, count] of counts) if (count !== 1) lies.push(`${id} succeeded and has ${count} snapshots on record`)
  const hadOne = succeeded.some(({ protection_id }) => protection_id !== null)
  if (hadOne && !points.some(({ run_id, protection_id }) => run_id !== null && protection_id !== null))
    lies.push('the last good snapshot is gone')
  return lies
}

const unknownsOf = async (db: Db, { id }: Target): Promise<number> => {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from runs
    where server_id = ${id} and error->>'code' = 'snapshot_unknown'`.execute(db)
  return rows[0]?.count ?? 0
}

const nativeOf = async (db: Db, server: Target, there: CloudServer): Promise<string[]> => {
  const row = await db
    .selectFrom('protections')
    .selectAll()
    .where('server_id', '=', server.id)
    .where('method', '=', 'native')
    .executeTakeFirst()
  if (row === undefined || row.observed_state === there.native) return []
  return [`${server.name} is shown ${row.observed_state} and is ${there.native}; ${JSON.stringify(row)}`]
}

/** One side effect at most for each wish. */
const countsOf = async (db: Db, { images }: Place, { effects }: CloudSide): Promise<string[]> => {
  const lies: string[] = []
  const count = (kind: Effect['kind'], ref: string | null = images.provider_ref) =>
    effects.filter((effect) => effect.kind === kind && (ref === null || effect.server_ref === ref)).length
  const runs = await db
    .selectFrom('runs as r')
    .leftJoin('snapshot_orders as o', 'o.run_id', 'r.id')
    .leftJoin('restores as s', 's.run_id', 'r.id')
    .select(['r.id', 'r.kind', 'r.outcome', 'r.sent_at', 'r.error', 'o.run_id as order', 's.mode'])
    .where('r.server_id', '=', images.id)
    .execute()
  const hold = (what: string, made: number, of: typeof runs) => {
    const most = of.filter(({ sent_at }) => sent_at !== null).length
    const least = of.filter(({ outcome }) => outcome === 'succeeded').length
    if (made > most || made < least) lies.push(`${made} times ${what} for ${most} orders, ${least} of which succeeded`)
  }
  hold(
    'a snapshot',
    count('snapshot_created'),
    runs.filter(({ order }) => order !== null),
  )
  hold(
    'restored in place',
    count('restored_in_place'),
    runs.filter(({ mode }) => mode === 'in_place'),
  )
  return lies
}

/** A backup that was kept is a snapshot, made one once, and one whose run failed was asked for once at most. */
const keptOf = async (db: Db, { provider }: Place, { servers, effects }: CloudSide): Promise<string[]> => {
  const runs = await db
    .selectFrom('runs as r')
    .innerJoin('servers as s', 's.id', 'r.server_id')
    .select(['r.stats', 'r.outcome', 'r.sent_at', 's.provider_ref'])
    .where('r.kind', '=', 'copy')
    .where('s.provider', '=', provider)
    .execute()
  const lies: string[] = []
  for (const server_ref of new Set(runs.map(({ provider_ref }) => provider_ref))) {
    const own = runs.filter(({ provider_ref }) => provider_ref === server_ref)
    const made = effects.filter(({ kind, server_ref: ref }) => kind === 'backup_converted' && ref === server_ref).length
    const asked = new Set(own.filter(({ sent_at }) => sent_at !== null).map(({ stats }) => String(Object(stats).ref)))
    const kept = new Set(
      own.filter(({ outcome }) => outcome === 'succeeded').map(({ stats }) => String(Object(stats).ref)),
    )
    const there = servers.find(({ ref }) => ref === server_ref)?.recovery_points ?? []
    if (made > asked.size || made < kept.size)
      lies.push(`${made} backups of ${server_ref} were kept; ${asked.size} were asked for, ${kept.size} succeeded`)
    for (const ref of kept)
      if (!there.some((point) => point.ref === ref && point.kind === 'snapshot'))
        lies.push(`${ref} of ${server_ref} was kept and is no snapshot`)
  }
  return lies
}

/** A server for each row, a row for each server, one new server for each restore to one. */
const rowsOf = async (db: Db, { provider }: Place, { servers, effects }: CloudSide): Promise<string[]> => {
  const rows = await db
    .selectFrom('servers')
    .select(['name', 'provider_ref', 'missing_since'])
    .where('provider', '=', provider)
    .execute()
  const lies: string[] = []
  const refs = rows.map(({ provider_ref }) => provider_ref)
  for (const { ref, name } of servers) {
    const count = refs.filter((one) => one === ref).length
    if (count !== 1) lies.push(`the server ${name} (${ref}) has ${count} rows`)
  }
  const known = new Set(servers.map(({ ref }) => ref))
  for (const { name, provider_ref, missing_since } of rows)
    if (provider_ref !== null && !known.has(provider_ref) && missing_since === null) lies.push(`${name} is not there`)
  // Only throw-away servers of drills are ever deleted, and each of them is.
  for (const { name } of servers) if (name.startsWith(throwawayPrefix)) lies.push(`${name} was left over by a drill`)
  for (const { kind, detail } of effects)
    if (kind === 'server_deleted' && detail?.startsWith(throwawayPrefix) !== true) lies.push(`${detail} was deleted`)
  const drills = await sql<{ name: string }>`select distinct name from throwaway_servers`.execute(db)
  for (const { name } of drills.rows)
    if (effects.filter(({ kind, detail }) => kind === 'restored_to_new' && detail === name).length > 1)
      lies.push(`the throw-away ${name} was made twice`)
  const restores = await db
    .selectFrom('restores as s')
    .innerJoin('runs as r', 'r.id', 's.run_id')
    .innerJoin('servers as v', 'v.id', 's.server_id')
    .select(['s.new_server', 'r.outcome', 'r.sent_at'])
    .where('s.mode', '=', 'new_server')
    .where('v.provider', '=', provider)
    .execute()
  for (const { new_server, outcome, sent_at } of restores) {
    const { name } = new_server as { name: string }
    const made = effects.filter(({ kind, detail }) => kind === 'restored_to_new' && detail === name).length
    if (made > 1 || (outcome === 'succeeded' && made === 0) || (sent_at === null && made > 0))
      lies.push(`${name} was made ${made} times, and its restore ended ${outcome}`)
  }
  return lies
}
