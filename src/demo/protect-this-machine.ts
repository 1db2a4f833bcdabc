import { join } from 'node:path'
import { createEnrolment } from '../agents/create-enrolment.ts'
import { systemWait } from '../lib/wait.ts'
import { configureProtection } from '../protections/configure-protection.ts'
import { defaultFileSettings } from '../protections/default-file-settings.ts'
import { toggleBackups } from '../protections/toggle-backups.ts'
import { type DemoWork, ensurePart } from './demo-work.ts'
import { makeFiles } from './make-files.ts'
import { findEnrolled, listParts } from './queries.ts'
import { thisMachine } from './story.ts'

const lookMs = 250
const waitAtMostMs = 60_000

/**
 * The demo's one server that is real: the machine it runs on, with the real agent, and a backup of the demo's own folder by
 * restic through the gateway. The first backup is proved by a drill like any other.
 */
export const protectThisMachine = async (work: DemoWork): Promise<void> => {
  const { ctx, agent, signal } = work
  const why = agent.whyNot(ctx)
  if (why !== null) {
    ctx.log.info({ why }, 'The demo has no file backups here')
    return
  }
  const folder = join(ctx.config.data_dir, 'demo', 'files')
  await makeFiles(folder)
  const server_id = await enrol(work)
  await configureProtection(ctx, {
    server_id,
    method: 'files',
    settings: { ...defaultFileSettings(), paths: [folder], excludes: [] },
  })
  signal.throwIfAborted()
  await toggleBackups(ctx, { server_id, enable: true, methods: ['files'] })
}

/** The agent makes the server when it first comes. After a crash in between it comes again with what it was given. */
const enrol = async ({ ctx, agent, signal }: DemoWork): Promise<string> => {
  const parts = await listParts(ctx.db)
  const known = parts.find(({ key }) => key === 'server this machine')
  const organization_id = parts.find(({ key }) => key === `organization ${thisMachine.customer}`)?.id
  if (organization_id === undefined) throw new Error('the demo has no customer for this machine yet')
  if (agent.isEnrolled(ctx)) agent.start(ctx, null)
  else {
    await agent.destroy(ctx)
    const server = known === undefined ? { server_name: thisMachine.name } : { server_id: known.id }
    const { token } = await createEnrolment(ctx, { organization_id, allow_commands: false, ...server })
    agent.start(ctx, token)
  }
  for (let waited = 0; waited < waitAtMostMs; waited += lookMs) {
    const server = await findEnrolled(ctx.db, organization_id, thisMachine.name)
    if (server !== undefined) {
      await ensurePart(ctx, { key: 'server this machine', kind: 'server' }, async () => server)
      return server.id
    }
    signal.throwIfAborted()
    await systemWait(lookMs)
  }
  throw new Error('the agent of the demo did not enrol; see what it said in the log')
}
