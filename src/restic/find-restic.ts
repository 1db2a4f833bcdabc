import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { oldestVersion, pinnedVersion } from './pinned.ts'
import { readVersion } from './read-version.ts'
import { isAtLeast } from './version.ts'

export type FoundRestic = { path: string; version: string }
/** `too_old` are programs that run but lack what we need; a message about a missing restic should name them. */
export type ResticSearch = { found: FoundRestic | null; too_old: readonly FoundRestic[] }

/** Where the set-up keeps restic, under the folder of the checkout. A new pin asks for a new download. */
export const cachedResticPath = (checkout: string): string =>
  join(checkout, '.cache', 'restic', pinnedVersion, 'restic')

/** Where restic may be, best first. One named by the operator is the only one: falling back would hide that it is wrong. */
export const resticCandidates = (where: {
  named: string | null
  checkout: string | null
  search_path: string
}): string[] => {
  if (where.named !== null) return [where.named]
  const cached = where.checkout === null ? [] : [cachedResticPath(where.checkout)]
  const folders = where.search_path.split(delimiter).filter((folder) => isAbsolute(folder))
  return [...new Set([...cached, ...folders.map((folder) => join(folder, 'restic'))])]
}

/** The first candidate that runs here and is new enough. */
export const findRestic = async (candidates: readonly string[]): Promise<ResticSearch> => {
  const tooOld: FoundRestic[] = []
  for (const path of candidates) {
    if (!isProgram(path)) continue
    const version = await readVersion(path)
    if (version === null) continue
    if (isAtLeast(version, oldestVersion)) return { found: { path, version }, too_old: tooOld }
    tooOld.push({ path, version })
  }
  return { found: null, too_old: tooOld }
}

const isProgram = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
