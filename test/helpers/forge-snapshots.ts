import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TestRepository } from './restic.ts'
import { masterKeyOf, seal } from './restic-envelope.ts'

export type ForgedSnapshot = { time: string; hostname: string; paths: string[]; tags?: string[]; tree?: string }

/**
 * Writes snapshots into a local repository as whoever has its password can: any time, host and tags, thousands in a moment. restic
 * itself takes them for its own. Answers with their ids.
 */
export const forgeSnapshots = async (
  repository: TestRepository,
  snapshots: readonly ForgedSnapshot[],
): Promise<string[]> => {
  const { access } = repository
  const key = await masterKeyOf(repository)
  const folder = join(access.repository, 'snapshots')
  await mkdir(folder, { recursive: true })
  const ids: string[] = []
  for (const snapshot of snapshots) {
    const object = seal(key, Buffer.from(JSON.stringify({ tree: '0'.repeat(64), username: 'root', ...snapshot })))
    const id = createHash('sha256').update(object).digest('hex')
    await writeFile(join(folder, id), object)
    ids.push(id)
  }
  return ids
}
