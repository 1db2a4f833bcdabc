import { z } from 'zod'
import { idSchema } from '../lib/ids.ts'
import { listQuery, pageOf } from '../lib/pagination.ts'
import { PlanType } from '../servers/schema.ts'

/** An agent that polled within this time is connected; it polls at least every half minute. */
export const connectedSeconds = 90

export const Agent = z
  .object({
    id: idSchema('agt'),
    server_id: idSchema('srv'),
    server_name: z.string(),
    organization_id: idSchema('org'),
    hostname: z.string(),
    os: z.string(),
    arch: z.string(),
    version: z.string(),
    update_available: z.boolean().describe("Its version is another one than this server's."),
    restic_version: z.string().nullable().describe('Null when it found no usable restic.'),
    hooks: z.array(z.string()).describe('Names of scripts in the hooks folder of that machine.'),
    allow_commands: z
      .boolean()
      .describe('Whether the machine takes commands from here, rather than names of scripts alone.'),
    paused: z.boolean().describe('It takes no work until it is resumed.'),
    connected: z.boolean(),
    last_seen_at: z.iso.datetime().describe('Exact to the minute.'),
    trouble: z.object({ code: z.string(), message: z.string() }).nullable().describe('Why it can do no work.'),
    replaced_by: z.string().nullable(),
    revoked_at: z.iso.datetime().nullable(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: 'Agent' })
export type Agent = z.infer<typeof Agent>
export const AgentPage = pageOf(Agent)
export const AgentParams = z.object({ agent_id: idSchema('agt') })

export const ListAgentsQuery = listQuery.extend({
  organization_id: z.string().max(60).optional(),
  server_id: z.string().max(60).optional(),
  revoked: z
    .enum(['true', 'false'])
    .transform((text) => text === 'true')
    .optional()
    .describe('Also those that were revoked or replaced.'),
})
export type ListAgentsQuery = z.infer<typeof ListAgentsQuery>

export const Enrolment = z
  .object({
    id: idSchema('enr'),
    organization_id: idSchema('org'),
    server_id: z.string().nullable().describe('Null: a server is made for the machine that comes.'),
    server_name: z.string().nullable(),
    plan_type: z.string(),
    allow_commands: z.boolean(),
    state: z.enum(['waiting', 'used', 'revoked', 'expired']),
    agent_id: z.string().nullable().describe('The agent that used it.'),
    created_by: z.string(),
    created_at: z.iso.datetime(),
    expires_at: z.iso.datetime(),
    used_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Enrolment' })
export type Enrolment = z.infer<typeof Enrolment>
export const EnrolmentPage = pageOf(Enrolment)
export const EnrolmentParams = z.object({ enrolment_id: idSchema('enr') })

export const CreateEnrolmentInput = z.object({
  organization_id: idSchema('org')
    .optional()
    .describe('Whose server it becomes. Leave out with server_id, or with one organization.'),
  server_id: idSchema('srv').optional().describe('For a server that is known; its agent, if it has one, is replaced.'),
  server_name: z.string().trim().min(1).max(255).optional().describe("Of the new server; else the machine's own name."),
  plan_type: PlanType.optional().describe('Of the new server; for operators only.'),
  allow_commands: z
    .boolean()
    .default(false)
    .describe('Adds --allow-commands to the command. It counts only when somebody runs it so on the machine.'),
})
export type CreateEnrolmentInput = z.infer<typeof CreateEnrolmentInput>

export const CreatedEnrolment = Enrolment.extend({
  token: z.string().describe('Only in this reply.'),
  command: z.string().describe('To run on a machine that has the agent.'),
  install_command: z
    .string()
    .nullable()
    .describe(
      'To run on a machine that has nothing of Backstay: it fetches the agent from here, and Node where there is none.',
    ),
  install_problem: z.string().nullable().describe('Why there is no install_command, and what to do.'),
}).meta({ id: 'CreatedEnrolment' })
export type CreatedEnrolment = z.infer<typeof CreatedEnrolment>

export const ListEnrolmentsQuery = listQuery.extend({
  organization_id: z.string().max(60).optional(),
  server_id: z.string().max(60).optional(),
})
export type ListEnrolmentsQuery = z.infer<typeof ListEnrolmentsQuery>
