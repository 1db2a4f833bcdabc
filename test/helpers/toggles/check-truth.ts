import { sql } from 'kysely'
import type { Db } from '../../../src/db/database.ts'
import type { CloudServer } from '../../../src/sandbox/kit/cloud.ts'
import type { Effect } from '../../../src/sandbox/kit/effect.ts'
import { placesTaken } from './watch-places.ts'

/** What a cloud says of itself, from its own side. */
export type CloudTruth = {
  readonly servers: readonly CloudServer[]
  readonly effects: readonly Effect[]
  /** Cancelling there is for people, and enabling is a purchase. */
  readonly sells: boolean
}

type Row = {
  id: string
  name: string
  provider: string
  provider_ref: string
  backups_enabled: boolean
  native_state: 'on' | 'off' | 'unknown'
  desired_state: 'on' | 'off' | null
  observed_state: 'on' | 'off' | 'unknown' | null
  phase: string | null
  reason: { code: string } | null
  attempt: unknown
  wishes: number
}

/**
 * What must be true of servers once faults are over and everything had its time; each thing that is not, in words. `touched`:
 * servers whose backups somebody switched behind our back, which may differ from what is wanted.
 */
export const checkTruth = async (
  db: Db,
  clouds: Readonly<Record<string, CloudTruth>>,
  input: { server_ids: readonly string[]; touched: ReadonlySet<string> },
): Promise<string[]> => {
  const { rows } = await sql<Row>`
    select s.id, s.name, s.provider, s.provider_ref, s.backups_enabled, s.native_state,
      p.desired_state, p.observed_state, p.phase, p.reason, p.attempt,
      (select count(*)::integer from audit_events a where a.target_id = p.id and a.action = 'protection.wanted_on'
        and a.before->>'desired_state' = 'off') as wishes
    from servers s left join protections p on p.server_id = s.id
    where s.id = any(${[...input.server_ids]}) order by s.id`.execute(db)
  const lies = rows.flatMap((row) => liesAbout(row, clouds[row.provider], input.touched.has(row.id)))
  const unfinished = await sql<{ id: string; kind: string; server_id: string | null }>`
    select id, kind, server_id from runs where state <> 'finished'`.execute(db)
  for (const run of unfinished.rows) lies.push(`the run ${run.id} (${run.kind} of ${run.server_id}) never ends`)
  for (const place of await placesTaken(db))
    if (place.held > place.places) lies.push(`${place.server_id} took place ${place.held} of ${place.places}`)
  return lies
}

const liesAbout = (row: Row, cloud: CloudTruth | undefined, isTouched: boolean): string[] => {
  const lies: string[] = []
  const say = (what: string) => lies.push(`${row.provider} ${row.provider_ref}: ${what}; ${JSON.stringify(row)}`)
  const there = cloud?.servers.find(({ ref }) => ref === row.provider_ref)
  if (cloud === undefined || there === undefined) {
    say('the cloud has no such server')
    return lies
  }
  // Add-ons of a number that nobody has met yet say nothing.
  const isVisible = row.native_state !== 'unknown'
  if (isVisible && row.backups_enabled !== (there.native === 'on'))
    say(`shown as ${row.backups_enabled}, and the cloud has it ${there.native}`)
  if (row.phase === 'enabling' || row.phase === 'disabling') say(`stuck in ${row.phase}`)
  if (row.phase === 'idle' && row.desired_state !== row.observed_state && isVisible && !isTouched)
    say('a wish was lost')
  const bought = cloud.effects.filter(
    ({ kind, server_ref, detail }) =>
      kind === 'backups_enabled' && server_ref === row.provider_ref && detail !== 'bought in the panel',
  )
  if (cloud.sells && bought.length > row.wishes) say(`bought ${bought.length} times for ${row.wishes} wishes`)
  return lies
}
