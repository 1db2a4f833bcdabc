import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { Services } from '../context.ts'
import { version as serverVersion } from '../version.ts'

export type AgentProgram =
  | { readonly bytes: Buffer; readonly version: string; readonly sha256: string; readonly problem: null }
  /** What to do so that there is one. */
  | { readonly problem: string }

const Facts = z.object({ version: z.string(), sha256: z.string() })

const remedy = 'Run npm run build:agent in the folder of the server'

/** The agent as one file, which machines fetch from here: as it was built for this version, and not changed since. */
export const agentProgram = async ({ config }: Pick<Services, 'config'>): Promise<AgentProgram> => {
  const path = config.agent_program
  try {
    const bytes = await readFile(path)
    const facts = Facts.parse(JSON.parse(await readFile(path.replace(/\.mjs$/, '.json'), 'utf8')))
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    if (sha256 !== facts.sha256)
      return { problem: `The agent at ${path} was changed since it was built. ${remedy} again.` }
    if (facts.version !== serverVersion)
      return {
        problem: `The agent at ${path} is of Backstay ${facts.version}, and this server of ${serverVersion}. ${remedy} again.`,
      }
    return { bytes, ...facts, problem: null }
  } catch {
    return { problem: `This server has no agent to give out: there is none at ${path}. ${remedy}, then try again.` }
  }
}
