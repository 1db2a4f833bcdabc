import { realpath } from 'node:fs/promises'
import type { Services } from '../context.ts'
import { AppError } from '../lib/errors.ts'
import { requireRestic } from '../repositories/require-restic.ts'
import { oldestVersion } from '../restic/pinned.ts'
import type { ProgramFile, ProgramFiles } from './create-program-files.ts'

/** The restic that this server works with, for a machine that can get none elsewhere. Throws restic_not_held for other platforms. */
export const resticForAgents = async (
  services: Pick<Services, 'config'>,
  { platform, files }: { platform: string; files: ProgramFiles },
): Promise<ProgramFile> => {
  const own = `${process.platform}-${process.arch}`
  const instead = `Install restic ${oldestVersion} or newer there.`
  if (platform !== own)
    throw new AppError('restic_not_held', {
      message: `This server has restic for ${own} only, not for ${platform}. ${instead}`,
    })
  const path = await requireRestic(services).catch(() => null)
  if (path === null)
    throw new AppError('restic_not_held', { message: 'This server has no restic itself. Install one here or there.' })
  return files(await realpath(path))
}
