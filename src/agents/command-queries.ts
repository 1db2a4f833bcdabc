import { type Selectable, sql, type Updateable } from 'kysely'
import { anyOf } from '../db/any-of.ts'
import type { Db } from '../db/database.ts'
import type { Database } from '../db/tables.gen.ts'

export type CommandRow = Selectable<Database['agent_commands']>

// Commands are the system's own: whoever sends one has found its server within the caller's scope.

type NewCommandRow = Pick<CommandRow, 'run_id' | 'server_id' | 'repository_id' | 'expires_at'> & {
  /** Which of them all, from 1. */
  orders: number
}

/** A parameter for each column, not for each value: thousands come together, and most tell their agents the same. */
export const insertCommands = async (
  db: Db,
  rows: readonly NewCommandRow[],
  { orders, now }: { orders: readonly string[]; now: string },
): Promise<void> => {
  const column = (name: keyof NewCommandRow) => rows.map((row) => row[name])
  await sql`
    insert into agent_commands (run_id, server_id, repository_id, expires_at, kind, orders, state, created_at, updated_at)
    select c.run_id, c.server_id, c.repository_id, c.expires_at, o.kind,
      case o.kind when 'backup' then o.orders || jsonb_build_object('host', c.server_id) else o.orders end, 'waiting', ${now}, ${now}
    from unnest(${column('run_id')}::text[], ${column('server_id')}::text[], ${column('repository_id')}::text[],
      ${column('expires_at')}::timestamptz[], ${column('orders')}::int[]) c (run_id, server_id, repository_id, expires_at, number)
    join (
      select number, orders, orders ->> 'kind' as kind from unnest(${orders}::jsonb[]) with ordinality o (orders, number)
    ) o using (number)`.execute(db)
}

/** Commands that wait although their runs have ended. */
export const endCommandsOfEndedRuns = async (db: Db, serverIds: readonly string[], now: string): Promise<void> => {
  await sql`
    update agent_commands c set state = 'ended', updated_at = ${now}
    from runs r
    where r.id = c.run_id and r.state = 'finished' and c.state = 'waiting' and c.server_id = ${anyOf(serverIds)}`.execute(
    db,
  )
}

/** Commands that nobody took in time. The condition on those that are open is what the index of them is for. */
export const listExpiredAcrossOrganizations = async (db: Db, now: string, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom('agent_commands')
    .select('run_id')
    .where('state', '!=', 'ended')
    .where('state', '=', 'waiting')
    .where('expires_at', '<=', now)
    .limit(limit)
    .execute()
  return rows.map(({ run_id }) => run_id)
}

export const listOpenCommands = (db: Db, serverId: string, kind: CommandRow['kind']) =>
  db
    .selectFrom('agent_commands')
    .select('run_id')
    .where('server_id', '=', serverId)
    .where('kind', '=', kind)
    .where('state', '!=', 'ended')
    .execute()

export const findCommand = (db: Db, runId: string): Promise<CommandRow | undefined> =>
  db.selectFrom('agent_commands').selectAll().where('run_id', '=', runId).executeTakeFirst()

/** Holds the row. Always before the run's own, so that no two wait for each other. */
export const lockCommand = (db: Db, runId: string): Promise<CommandRow | undefined> =>
  db.selectFrom('agent_commands').selectAll().where('run_id', '=', runId).forUpdate().executeTakeFirst()

export const updateCommand = (db: Db, runId: string, change: Updateable<Database['agent_commands']>) =>
  db.updateTable('agent_commands').set(change).where('run_id', '=', runId).execute()

/** What an agent could begin now: a backup needs its repository made and free of maintenance, reading waits for nothing. */
const isReady = (now: string) => sql<boolean>`agent_commands.expires_at > ${now} and exists (
  select from repositories r
  where r.id = agent_commands.repository_id and r.initialized_at is not null
    and (agent_commands.kind = 'restore' or r.maintenance_until is null or r.maintenance_until <= ${now}))`

/** The next command for a server, held; those that another process holds are passed over. */
export const lockNextCommand = (
  db: Db,
  serverId: string,
  wanted: { kinds: readonly string[]; now: string },
): Promise<CommandRow | undefined> =>
  db
    .selectFrom('agent_commands')
    .selectAll()
    .where('server_id', '=', serverId)
    .where('state', '=', 'waiting')
    .where('kind', '=', sql<'backup'>`any(${[...wanted.kinds]})`)
    .where(isReady(wanted.now))
    .orderBy('created_at')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

/** Which of these servers have something to do: one look for all agents that wait in this process. */
export const listServersWithWorkAcrossOrganizations = async (
  db: Db,
  serverIds: readonly string[],
  now: string,
): Promise<string[]> => {
  const rows = await db
    .selectFrom('agent_commands')
    .select('server_id')
    .distinct()
    .where('server_id', '=', anyOf(serverIds))
    .where('state', '=', 'waiting')
    .where(isReady(now))
    .execute()
  return rows.map(({ server_id }) => server_id)
}

/** What an agent took and has not ended, with what was asked of its run meanwhile. */
export const listTaken = (db: Db, agentId: string) =>
  db
    .selectFrom('agent_commands')
    .innerJoin('runs', 'runs.id', 'agent_commands.run_id')
    .select(['agent_commands.run_id', 'agent_commands.tries', 'runs.cancel_requested_at', 'runs.state as run_state'])
    .where('agent_commands.agent_id', '=', agentId)
    .where('agent_commands.state', '=', 'taken')
    .execute()

/** Extends the lease of a try that is still under way; resolves with nothing when it is not. */
export const renewLease = (
  db: Db,
  command: { run_id: string; agent_id: string; attempt: number },
  lease: { until: string; now: string },
) =>
  db
    .updateTable('agent_commands')
    .set({ lease_until: lease.until, updated_at: lease.now })
    .where('run_id', '=', command.run_id)
    .where('agent_id', '=', command.agent_id)
    .where('tries', '=', command.attempt)
    .where('state', '=', 'taken')
    .returning(['credential_id', 'report_seq', 'kind', 'lease_until'])
    .executeTakeFirst()

/** What an agent holds is lost from now on. */
export const endLeasesOfAgent = (db: Db, agentId: string, now: string) =>
  db
    .updateTable('agent_commands')
    .set({ lease_until: now, updated_at: now })
    .where('agent_id', '=', agentId)
    .where('state', '=', 'taken')
    .returning(['run_id', 'tries'])
    .execute()
