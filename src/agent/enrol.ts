import { EnrolReply, type Machine } from '../agent-protocol/messages.ts'
import { type Backoff, backoffMs } from '../lib/backoff.ts'
import { hashToken } from '../lib/secrets.ts'
import type { Wait } from '../lib/wait.ts'
import { AgentFailure } from './agent-failure.ts'
import type { Identity } from './identity.ts'
import { createLink, LinkError } from './link.ts'
import type { Say } from './say.ts'
import type { Send } from './send.ts'

const timeoutMs = 30_000
/** The server lets the same machine ask again for ten minutes. */
const mostTries = 8
const backoff: Backoff = { first_ms: 1_000, max_ms: 15_000 }

/** Trades the one-time token for an identity. A lost answer is asked for again; a refusal ends the program. */
export const enrol = async (parts: {
  server_url: string
  token: string
  machine: Machine
  send: Send
  wait: Wait
  say: Say
  fraction: () => number
}): Promise<Identity> => {
  const link = createLink({ server_url: parts.server_url, bearer: parts.token, send: parts.send })
  for (let tries = 1; ; tries++) {
    try {
      const reply = await link.post(
        '/agent/v1/enrol',
        { machine: parts.machine },
        { reply: EnrolReply, timeout_ms: timeoutMs },
      )
      if (reply.note !== null) parts.say('warning', reply.note)
      const { agent_id, agent_secret, server_id, server_name } = reply
      const { allow_commands } = parts.machine
      const token_hash = hashToken(parts.token)
      return {
        server_url: parts.server_url,
        agent_id,
        agent_secret,
        server_id,
        server_name,
        allow_commands,
        token_hash,
      }
    } catch (error) {
      if (!(error instanceof LinkError)) throw error
      if (!error.retry || tries === mostTries) throw asFailure(error, parts.server_url)
      parts.say('warning', `${error.message} Trying again.`)
      await parts.wait(backoffMs(tries, backoff, parts.fraction()))
    }
  }
}

const asFailure = (error: LinkError, url: string): AgentFailure =>
  error.code === 'unreachable'
    ? new AgentFailure(
        error.message,
        `Check that ${url} is the address of Backstay and can be reached from here (curl ${url}/healthz), then run the command again.`,
        { cause: error },
      )
    : new AgentFailure('The server refused this enrolment.', error.message, { cause: error })
