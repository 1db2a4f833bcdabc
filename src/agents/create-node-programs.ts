import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { pipeline } from 'node:stream/promises'

export const nodePlatforms = ['linux-x64', 'linux-arm64'] as const
export type NodePlatform = (typeof nodePlatforms)[number]

export type NodeProgram = { readonly path: string; readonly bytes: number; readonly sha256: string }

/**
 * The Node that this server was installed with, for a platform, so that a machine that has none can be given one. Null where the
 * server has only that of another platform. Its hash is read once.
 */
export const createNodePrograms = () => {
  const known = new Map<string, Promise<string>>()
  const find = async (platform: NodePlatform): Promise<string | null> => {
    try {
      return await realpath(createRequire(import.meta.url).resolve(`node-${platform}/bin/node`))
    } catch {
      return null
    }
  }
  return async (platform: NodePlatform): Promise<NodeProgram | null> => {
    const path = await find(platform)
    if (path === null) return null
    const { size, mtimeMs } = await stat(path)
    const key = `${path} ${size} ${mtimeMs}`
    const sha256 = known.get(key) ?? hashOf(path)
    known.set(key, sha256)
    return { path, bytes: size, sha256: await sha256 }
  }
}
export type NodePrograms = ReturnType<typeof createNodePrograms>

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
