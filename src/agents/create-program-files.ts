import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'

/** A program that this server can give to machines. */
export type ProgramFile = { readonly path: string; readonly bytes: number; readonly sha256: string }

/** Says what there is to know of programs before they are given out. A file's hash is read once, and again when it has changed. */
export const createProgramFiles = () => {
  const known = new Map<string, Promise<string>>()
  return async (path: string): Promise<ProgramFile> => {
    const { size, mtimeMs } = await stat(path)
    const key = `${path} ${size} ${mtimeMs}`
    const sha256 = known.get(key) ?? hashOf(path)
    known.set(key, sha256)
    return { path, bytes: size, sha256: await sha256 }
  }
}
export type ProgramFiles = ReturnType<typeof createProgramFiles>

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
