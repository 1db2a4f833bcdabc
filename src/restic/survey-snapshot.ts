import { type LsOptions, lsArgs } from './args/ls-args.ts'
import { readLsNodes } from './ls-nodes.ts'
import { refuseUnsafe } from './refuse-unsafe.ts'
import type { ProcessOptions } from './start-process.ts'
import { streamRestic } from './stream-restic.ts'

export type Survey = {
  /** restic counts them among the files that it restores, those above what was chosen too. */
  folders: number
  devices: string[]
}

/** Nobody has more of them; a snapshot that does is no machine's. */
const mostDevices = 10_000

/**
 * Looks at what a restore would write before it does. Throws UnsafeSnapshot, and where restic cannot list it to the end: what is
 * not known is not restored.
 */
export const surveySnapshot = async (run: Omit<ProcessOptions, 'args'>, options: LsOptions): Promise<Survey> => {
  const { stdout, result } = streamRestic({ ...run, args: lsArgs(options) })
  const chosen = new Set(options.folders)
  const found = new Set<string>()
  const survey: Survey = { folders: 0, devices: [] }
  for await (const { type, path } of refuseUnsafe(readLsNodes(stdout))) {
    if (chosen.has(path)) found.add(path)
    if (type === 'dir') survey.folders += 1
    if ((type === 'dev' || type === 'chardev') && survey.devices.length < mostDevices) survey.devices.push(path)
  }
  const { exit, error_message } = await result
  if (exit.code === 'succeeded') return { ...survey, folders: survey.folders + countAbove(found) }
  throw new Error(`restic could not list what is to be restored: ${error_message ?? exit.code}. ${exit.remedy}`)
}

/** Folders on the way to what was chosen, which are made with it and are not in it. */
const countAbove = (paths: ReadonlySet<string>): number => {
  const above = new Set<string>()
  for (const path of paths) {
    const folders = foldersAbove(path)
    if (!folders.some((folder) => paths.has(folder))) for (const folder of folders) above.add(folder)
  }
  return above.size
}

const foldersAbove = (path: string): string[] => {
  const parts = path.split('/').slice(1, -1)
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`)
}
