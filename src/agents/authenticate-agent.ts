import { timingSafeEqual } from 'node:crypto'
import type { Services } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { hashToken } from '../lib/secrets.ts'
import { type AgentRow, findAgent } from './queries.ts'

const form = /^Bearer (agt_[0-9a-z]{26})\.([\w-]{20,100})$/i

/** Which agent is asking, by the secret it was given. Throws agent_refused for all others, and says which of them was replaced. */
export const authenticateAgent = async (
  services: Services,
  input: { authorization?: string | undefined },
): Promise<AgentRow> => {
  const [, id, secret] = form.exec(input.authorization ?? '') ?? []
  const row = id === undefined ? undefined : await findAgent(services.db, 'all', id)
  if (row === undefined || !isSame(hashToken(secret ?? ''), row.secret_hash)) throw new AppError('agent_refused')
  if (row.replaced_by !== null)
    throw new AppError('agent_refused', {
      message: `Another agent was enrolled for ${row.server_name} and replaced this one. Stop this agent; to take the server back, make a new enrolment for it and run the command it shows here.`,
    })
  if (row.revoked_at !== null)
    throw new AppError('agent_refused', {
      message: `This agent of ${row.server_name} was revoked. Stop it, or make a new enrolment for that server and run the command it shows here.`,
    })
  return row
}

const isSame = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
