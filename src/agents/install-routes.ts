import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { publicUrl } from '../lib/public-url.ts'
import { defineRoute, type Route } from '../route.ts'
import { type AgentProgram, agentProgram } from './agent-program.ts'
import { authenticateAgent } from './authenticate-agent.ts'
import { createNodePrograms, nodePlatforms } from './create-node-programs.ts'
import { createProgramFiles, type ProgramFiles } from './create-program-files.ts'
import { installScript } from './install-script.ts'
import { requireToken } from './require-token.ts'
import { resticForAgents } from './restic-for-agents.ts'

const common = { method: 'GET', tag: 'Agent protocol', access: 'anyone' } as const

/** No bearer: whoever comes with one is taken for a caller of the API. */
const tokenHeader = 'backstay-enrolment-token'

const requireProgram = async (ctx: Context): Promise<Extract<AgentProgram, { problem: null }>> => {
  const program = await agentProgram(ctx)
  if (program.problem !== null) throw new AppError('agent_program_missing', { message: program.problem })
  return program
}

const headersOf = (name: string, type: string, sha256: string, bytes: number) => ({
  'content-type': type,
  'content-disposition': `attachment; filename="${name}"`,
  'content-length': String(bytes),
  'x-content-type-options': 'nosniff',
  'backstay-sha256': sha256,
})

/** How a machine gets the agent from the server itself. */
export const agentInstallRoutes = (): readonly Route[] => {
  const files = createProgramFiles()
  const nodeProgram = createNodePrograms(files)
  return [
    defineRoute({
      ...common,
      path: '/agent/v1/program',
      operation_id: 'getAgentProgram',
      summary: 'Get the agent as one file for Node 22 or newer',
      reply: {
        status: 200,
        stream:
          'The program; the headers backstay-version and backstay-sha256 say of which version it is, and its hash.',
      },
      errors: ['agent_program_missing'],
      handle: async (ctx) => {
        const { bytes, version, sha256 } = await requireProgram(ctx)
        const headers = headersOf('backstay-agent.mjs', 'text/javascript; charset=utf-8', sha256, bytes.length)
        return { headers: { ...headers, 'backstay-version': version }, body: Readable.from([bytes]) }
      },
    }),
    defineRoute({
      ...common,
      path: '/agent/v1/install.sh',
      operation_id: 'getInstallScript',
      summary: 'Get the script that fetches the agent, checks it and starts it',
      reply: { status: 200, stream: 'A script for sh. It takes the words of the agent, such as --token.' },
      errors: ['agent_program_missing'],
      handle: async (ctx) => {
        const { version, sha256 } = await requireProgram(ctx)
        const nodes: Record<string, string> = {}
        for (const platform of nodePlatforms) {
          const node = await nodeProgram(platform)
          if (node !== null) nodes[platform] = node.sha256
        }
        const script = Buffer.from(installScript({ server_url: publicUrl(ctx.config), version, sha256, nodes }))
        const headers = { 'content-type': 'text/x-shellscript; charset=utf-8', 'x-content-type-options': 'nosniff' }
        return { headers: { ...headers, 'backstay-version': version }, body: Readable.from([script]) }
      },
    }),
    defineRoute({
      ...common,
      path: '/agent/v1/node/:platform',
      operation_id: 'getNodeForAgent',
      summary: 'Get the Node of this server for a machine that has none, with an enrolment token',
      limited_tries: true,
      params: z.object({ platform: z.enum(nodePlatforms) }),
      headers: z.object({ [tokenHeader]: z.string().max(500).optional() }),
      reply: { status: 200, stream: 'The program node; the header backstay-sha256 says its hash.' },
      errors: ['token_refused', 'agent_program_missing'],
      handle: async (ctx, { platform, [tokenHeader]: token }) => {
        await requireToken(ctx, { token })
        const node = await nodeProgram(platform)
        if (node === null)
          throw new AppError('agent_program_missing', {
            message: `This server has no Node for ${platform}. Install Node 22 or newer on the machine, then run the command again.`,
          })
        const headers = headersOf('node', 'application/octet-stream', node.sha256, node.bytes)
        return { headers, body: createReadStream(node.path) }
      },
    }),
    resticRoute(files),
  ]
}

const resticRoute = (files: ProgramFiles): Route =>
  defineRoute({
    method: 'GET',
    tag: 'Agent protocol',
    access: 'agent',
    path: '/agent/v1/restic/:platform',
    operation_id: 'getResticForAgent',
    summary:
      'Get the restic of this server for a machine that can get none elsewhere, as an agent or with its enrolment token',
    limited_tries: true,
    params: z.object({ platform: z.string().max(40) }),
    headers: z.object({ authorization: z.string().max(500).optional() }),
    reply: { status: 200, stream: 'The program restic; the header backstay-sha256 says its hash.' },
    errors: ['token_refused', 'agent_refused', 'restic_not_held'],
    handle: async (ctx, { platform, authorization }) => {
      await requireAgentOrToken(ctx, authorization)
      const restic = await resticForAgents(ctx, { platform, files })
      const headers = headersOf('restic', 'application/octet-stream', restic.sha256, restic.bytes)
      return { headers, body: createReadStream(restic.path) }
    },
  })

/** A machine looks for restic before it enrols, and again whenever it has none. */
const requireAgentOrToken = async (ctx: Context, authorization: string | undefined): Promise<void> => {
  const token = /^Bearer (bse_\S+)$/i.exec(authorization ?? '')?.[1]
  if (token === undefined) await authenticateAgent(ctx, { authorization })
  else await requireToken(ctx, { token })
}
