import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isAnswered } from '../../lib/is-answered.ts'

/** Removes the sockets that killed processes left in the folder; resolves with the names of those that answer. */
export const removeDeadSockets = async (folder: string): Promise<string[]> => {
  if (!existsSync(folder)) return []
  const answering: string[] = []
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.sock')))
    if (await isAnswered(join(folder, name))) answering.push(name)
    else rmSync(join(folder, name), { force: true })
  return answering
}
