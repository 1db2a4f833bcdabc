import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { AgentConfig } from './config.ts'
import type { StateFolder } from './state-folder.ts'
import { writeFileSafely } from './write-file.ts'

/**
 * A name of this machine that a copy of its disk does not keep, as far as that can be had: what the system made at installation,
 * and the hardware's own id where we may read it. Hashed: it concerns nobody else. Without either, one is made and kept.
 */
export const machineId = async (config: AgentConfig, folder: StateFolder, newName: () => string): Promise<string> => {
  const system = await textOf(config.machine_id_file)
  const hardware = await textOf('/sys/class/dmi/id/product_uuid')
  if (system !== '' || hardware !== '')
    return createHash('sha256').update(`backstay machine\n${system}\n${hardware}`).digest('hex')
  const kept = join(folder.path, 'machine-id')
  const before = await textOf(kept)
  if (before !== '') return before
  const made = newName()
  await writeFileSafely(kept, made)
  return made
}

const textOf = async (path: string): Promise<string> => {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch {
    return ''
  }
}
