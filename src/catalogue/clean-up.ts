import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { dayMs } from '../lib/clock.ts'
import { dataPath, headPath, isCode, listTurns, namesIn, removeIfThere } from './files.ts'
import type { Head } from './head.ts'

/** Removes what the newest head replaced, and what writers that died left behind a day ago or longer. */
export const cleanUp = async (dir: string, newest: Head, replaced: Head | null): Promise<void> => {
  const nowMs = await ageMarkOf(headPath(dir, newest.turn))
  for (const turn of await listTurns(dir)) if (turn < newest.turn) await removeIfThere(headPath(dir, turn))
  if (replaced !== null && replaced.generation !== newest.generation)
    await removeIfThere(dataPath(dir, replaced.generation))
  // A writer that began from an older head works on a file of its own, which no head names yet.
  if (nowMs === null) return
  for (const name of await namesIn(dir)) {
    const path = join(dir, name)
    if (name.startsWith('head.') || path === dataPath(dir, newest.generation)) continue
    const written = await ageMarkOf(path)
    if (written !== null && written < nowMs - dayMs) await removeIfThere(path)
  }
}

/** By the file system's own clock. */
const ageMarkOf = async (path: string): Promise<number | null> => {
  try {
    return (await stat(path)).mtimeMs
  } catch (error) {
    if (isCode(error, 'ENOENT')) return null
    throw error
  }
}
