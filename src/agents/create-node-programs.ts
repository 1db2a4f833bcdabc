import { realpath } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { ProgramFile, ProgramFiles } from './create-program-files.ts'

export const nodePlatforms = ['linux-x64', 'linux-arm64'] as const
export type NodePlatform = (typeof nodePlatforms)[number]

/**
 * The Node that this server was installed with, for a platform, so that a machine that has none can be given one. Null where the
 * server has only that of another platform.
 */
export const createNodePrograms =
  (files: ProgramFiles) =>
  async (platform: NodePlatform): Promise<ProgramFile | null> => {
    try {
      return await files(await realpath(createRequire(import.meta.url).resolve(`node-${platform}/bin/node`)))
    } catch {
      return null
    }
  }
