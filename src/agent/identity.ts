import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AgentFailure } from './agent-failure.ts'
import type { StateFolder } from './state-folder.ts'
import { writeFileSafely } from './write-file.ts'

const Identity = z.object({
  server_url: z.string(),
  agent_id: z.string(),
  agent_secret: z.string(),
  server_id: z.string(),
  server_name: z.string(),
  allow_commands: z.boolean(),
  /** SHA-256 of the token it came from: the command that people pasted may stand in a start-up script. */
  token_hash: z.string(),
})
/** What an enrolment left: who this agent is, and where. */
export type Identity = z.infer<typeof Identity>

/** Null before the first enrolment. */
export const readIdentity = async (folder: StateFolder): Promise<Identity | null> => {
  let text: string
  try {
    text = await readFile(folder.identity, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  const parsed = Identity.safeParse(parseJson(text))
  if (parsed.success) return parsed.data
  throw new AgentFailure(
    `The identity in ${folder.identity} cannot be read.`,
    'Make a new enrolment for this server in Backstay, and start the agent with the command it shows.',
  )
}

export const writeIdentity = (folder: StateFolder, identity: Identity): Promise<void> =>
  writeFileSafely(folder.identity, `${JSON.stringify(identity, null, 2)}\n`)

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
