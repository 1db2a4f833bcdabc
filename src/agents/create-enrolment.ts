import { recordChange } from '../audit/record-change.ts'
import { type Context, inTransaction, requireRole } from '../context.ts'
import { dayMs, isoPlusMs } from '../lib/clock.ts'
import { AppError, invalidField } from '../lib/errors.ts'
import { publicUrl } from '../lib/public-url.ts'
import { hashToken } from '../lib/secrets.ts'
import { getOrganization } from '../organizations/get-organization.ts'
import { loadServer } from '../servers/load-server.ts'
import { agentProgram } from './agent-program.ts'
import { insertEnrolment } from './queries.ts'
import type { CreatedEnrolment, CreateEnrolmentInput } from './schema.ts'
import { toEnrolment } from './to-enrolment.ts'

/** Makes a token with which one machine gets an agent, once, within a day. It is in this reply and nowhere else. */
export const createEnrolment = (ctx: Context, input: CreateEnrolmentInput): Promise<CreatedEnrolment> =>
  inTransaction(ctx, async (ctx) => {
    const facts =
      input.server_id === undefined ? await ofNewServer(ctx, input) : await ofServer(ctx, input.server_id, input)
    const token = `bse_${ctx.ids.secret()}`
    const now = ctx.clock.now()
    const row = await insertEnrolment(ctx.db, {
      id: ctx.ids.make('enr'),
      ...facts,
      allow_commands: input.allow_commands,
      token_hash: hashToken(token),
      created_by_name: ctx.caller.name,
      created_at: now,
      expires_at: isoPlusMs(now, dayMs),
    })
    await recordChange(ctx, {
      action: 'enrolment.created',
      organization_id: row.organization_id,
      target: { id: row.id, name: row.server_name },
      after: { server_id: row.server_id, plan_type: row.plan_type, allow_commands: row.allow_commands },
    })
    return { ...toEnrolment(row, now), token, ...(await commandsOf(ctx, token, input.allow_commands)) }
  })

const commandsOf = async (ctx: Context, token: string, allow_commands: boolean) => {
  const url = publicUrl(ctx.config)
  const words = [`--token ${token}`, ...(allow_commands ? ['--allow-commands'] : [])].join(' ')
  const { problem } = await agentProgram(ctx)
  return {
    command: `backstay agent --server ${url} ${words}`,
    install_command: problem === null ? `curl -fsSL ${url}/agent/v1/install.sh | sh -s -- ${words}` : null,
    install_problem: problem,
  }
}

const ofServer = async (ctx: Context, server_id: string, input: CreateEnrolmentInput) => {
  const server = await loadServer(ctx, { server_id })
  requireRole(ctx.caller, server.organization_id, 'manager')
  if (input.organization_id !== undefined && input.organization_id !== server.organization_id)
    throw invalidField('organization_id', 'This server belongs to another organization. Leave this out.')
  if (input.server_name !== undefined || input.plan_type !== undefined)
    throw invalidField('server_id', 'This server has a name and a plan type. Leave server_name and plan_type out.')
  return { organization_id: server.organization_id, server_id, server_name: server.name, plan_type: server.plan_type }
}

const ofNewServer = async (ctx: Context, input: CreateEnrolmentInput) => {
  const { memberships } = ctx.caller
  const organization_id =
    input.organization_id ?? (memberships.length === 1 ? memberships[0]?.organization_id : undefined)
  if (organization_id === undefined)
    throw invalidField('organization_id', 'Say whose server it becomes, or which server it is for.')
  requireRole(ctx.caller, organization_id, 'manager')
  await getOrganization(ctx, { organization_id })
  const plan_type = input.plan_type ?? 'basic'
  if (plan_type !== 'basic' && !ctx.caller.operator)
    throw new AppError('forbidden', { message: 'Only operators choose the plan type. Leave plan_type out.' })
  return { organization_id, server_id: null, server_name: input.server_name ?? null, plan_type }
}
