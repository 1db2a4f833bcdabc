import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { chmod, mkdir, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { AgentError, protocolHeader, protocolVersion } from '../agent-protocol/messages.ts'
import { oldestVersion } from '../restic/pinned.ts'
import { readVersion } from '../restic/read-version.ts'
import { isAtLeast } from '../restic/version.ts'

const largestProgram = 400_000_000

/** The server as this agent reaches it; before the enrolment, `bearer` is the token. */
export type ServerAccess = { server_url: string; bearer: string }

/**
 * Fetches the restic that the server works with, for this platform, and puts it at `target` once it arrived as the server has it
 * and runs here. Throws what the server says where it has none for this platform.
 */
export const fetchServerRestic = async (options: {
  server: ServerAccess
  platform: string
  target: string
  partial: string
  fetch: typeof globalThis.fetch
  signal: AbortSignal
}): Promise<void> => {
  const { server, target, partial, signal } = options
  const response = await options.fetch(`${server.server_url}/agent/v1/restic/${options.platform}`, {
    headers: { authorization: `Bearer ${server.bearer}`, [protocolHeader]: String(protocolVersion) },
    redirect: 'error',
    signal,
  })
  if (!response.ok || response.body === null) throw new Error(await refusalOf(response))
  try {
    await mkdir(dirname(target), { recursive: true })
    const sha256 = await save(response.body, partial, signal)
    if (sha256 !== response.headers.get('backstay-sha256'))
      throw new Error('The restic of the server did not arrive as the server has it. It was thrown away.')
    await chmod(partial, 0o755)
    const version = await readVersion(partial)
    if (version === null) throw new Error('The restic of the server does not run on this machine.')
    if (!isAtLeast(version, oldestVersion)) throw new Error(`The server has restic ${version}, which is too old.`)
    await rename(partial, target)
  } finally {
    await rm(partial, { force: true })
  }
}

const save = async (body: ReadableStream<Uint8Array>, path: string, signal: AbortSignal): Promise<string> => {
  const hash = createHash('sha256')
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of body) {
      bytes += chunk.length
      if (bytes > largestProgram) throw new Error(`The server sends more than ${largestProgram} bytes as restic.`)
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(counted, createWriteStream(path, { mode: 0o600 }), { signal })
  return hash.digest('hex')
}

const refusalOf = async (response: Response): Promise<string> => {
  const parsed = AgentError.safeParse(await response.json().catch(() => null))
  return parsed.success ? parsed.data.error.message : `The server answered ${response.status}.`
}
