import { mkdir, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes a folder and what is missing above it, closed to others. Node's own recursive way never returns where the kernel refuses
 * new names, as in /proc and in folders of automounters; this throws what the kernel says.
 */
export const makeFolder = async (path: string): Promise<void> => {
  if (await makeOne(path)) return
  await makeFolder(dirname(path))
  if (!(await makeOne(path))) throw Object.assign(new Error(`no folder can be made as ${path}`), { code: 'ENOENT' })
}

/** False when there is nothing to make it in. */
const makeOne = async (path: string): Promise<boolean> => {
  try {
    await mkdir(path, { mode: 0o700 })
    return true
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error
    if (error.code === 'ENOENT' && dirname(path) !== path) return false
    if (error.code === 'EEXIST' && (await stat(path)).isDirectory()) return true
    throw error
  }
}
