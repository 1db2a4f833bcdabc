import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { join } from 'node:path'
import type { SampleFile } from '../agent-protocol/messages.ts'

/** `same` and `different` say something; `changed` was written to while it was backed up, and proves nothing. */
export type ComparedFile = { path: string; sha256: string; result: 'same' | 'different' | 'missing' | 'changed' }

/** Holds restored files against the hashes that the agent took of the originals at backup time. */
export const compareSample = async (folder: string, sample: readonly SampleFile[]): Promise<ComparedFile[]> => {
  const compared: ComparedFile[] = []
  for (const file of sample)
    compared.push({ path: file.path, sha256: file.sha256, result: await compare(join(folder, file.path), file) })
  return compared
}

const compare = async (path: string, file: SampleFile): Promise<ComparedFile['result']> => {
  const facts = await lstat(path).catch(() => null)
  if (facts === null || !facts.isFile()) return 'missing'
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk)
  if (hash.digest('hex') === file.sha256) return 'same'
  // Whole seconds: not every file system keeps more.
  const isOriginal = Math.trunc(facts.mtimeMs / 1_000) === Math.trunc(Date.parse(file.modified_at) / 1_000)
  return isOriginal && facts.size === file.bytes ? 'different' : 'changed'
}
