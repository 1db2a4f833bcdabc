import { resolve } from 'node:path'
import type { Services } from '../context.ts'
import { findRestic, resticCandidates } from '../restic/find-restic.ts'

/** The program restic of this machine. Throws an error that says what to do where there is none. */
export const requireRestic = async ({ config }: Pick<Services, 'config'>): Promise<string> => {
  const checkout = resolve(import.meta.dirname, '../..')
  const { found, too_old } = await findRestic(
    resticCandidates({ named: config.restic, checkout, search_path: config.search_path }),
  )
  if (found !== null) return found.path
  const old = too_old.map(({ path, version }) => `${path} is ${version}`).join(', ')
  throw new Error(
    `restic 0.17 or newer was not found${old === '' ? '' : ` (${old})`}. Install it, or name it in BACKSTAY_RESTIC.`,
  )
}
