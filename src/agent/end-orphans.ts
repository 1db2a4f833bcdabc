import { readdir, readFile } from 'node:fs/promises'
import type { StateFolder } from './state-folder.ts'

/**
 * Ends what an agent that was killed left running: restic goes on without it. They are known by our cache folder among their
 * words. Only where the system lists processes as files; elsewhere their credential ends them.
 */
export const endOrphans = async (folder: StateFolder): Promise<number> => {
  const word = `--cache-dir=${folder.cache}`
  let count = 0
  for (const name of await readdir('/proc').catch(() => [])) {
    if (!/^\d+$/.test(name) || Number(name) === process.pid) continue
    const words = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).split('\u0000')
    if (!words.includes(word)) continue
    try {
      process.kill(Number(name), 'SIGKILL')
      count += 1
    } catch {
      // It ended by itself, or is not ours to end.
    }
  }
  return count
}
