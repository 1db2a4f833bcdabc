import { open, readdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A catalogue is two files in a folder of its own. `data.<generation>` holds the blocks and is never changed. `head.<turn>`
 * names it; a new head has the next turn, so of two writers who began from the same head just one can place theirs.
 */
export const headPath = (dir: string, turn: number): string => join(dir, `head.${String(turn).padStart(12, '0')}`)
export const dataPath = (dir: string, generation: string): string => join(dir, `data.${generation}`)

/** The turns of the heads that are there, highest first. */
export const listTurns = async (dir: string): Promise<number[]> =>
  (await namesIn(dir))
    .flatMap((name) => /^head\.(\d{12})$/.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a)

export const namesIn = async (dir: string): Promise<string[]> => {
  try {
    return await readdir(dir)
  } catch (error) {
    if (isCode(error, 'ENOENT')) return []
    throw error
  }
}

export const removeIfThere = async (path: string): Promise<void> => {
  try {
    await unlink(path)
  } catch (error) {
    if (!isCode(error, 'ENOENT')) throw error
  }
}

/** What was placed in a folder is there after a power cut only when the folder itself is on the disk. */
export const syncFolder = async (dir: string): Promise<void> => {
  const handle = await open(dir, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

export const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code
