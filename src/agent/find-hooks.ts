import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Hook } from '../agent-protocol/messages.ts'

const mostHooks = 100

/** Names of the scripts in the hooks folder that could be run. */
export const findHooks = async (folder: string): Promise<string[]> => {
  const names = await readdir(folder).catch(() => [])
  const usable: string[] = []
  for (const name of names.sort()) {
    if (!Hook.safeParse({ script: name }).success) continue
    if ((await whyNotHook(folder, name)) === null) usable.push(name)
  }
  return usable.slice(0, mostHooks)
}

/**
 * Why a script must not be run; null when it may. Whoever could write it could do all that the agent can, so it and its folder
 * belong to the agent's user or root, and nobody else may write there.
 */
export const whyNotHook = async (folder: string, name: string): Promise<string | null> => {
  const path = join(folder, name)
  try {
    const [parent, file] = [await lstat(folder), await lstat(path)]
    if (!parent.isDirectory() || isOpen(parent)) return `others than its owner may write to the folder ${folder}`
    if (!file.isFile()) return `${path} is no file of its own (a link or a folder)`
    if (isOpen(file)) return `others than the user of the agent may change ${path}`
    if ((file.mode & 0o111) === 0) return `${path} is not executable (chmod +x)`
    return null
  } catch {
    return `there is no ${path}`
  }
}

const isOpen = ({ uid, mode }: { uid: number; mode: number }): boolean =>
  (uid !== 0 && uid !== process.getuid?.()) || (mode & 0o022) !== 0
