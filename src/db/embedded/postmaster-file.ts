import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What Postgres writes about itself into `postmaster.pid` while it runs. */
export type PostmasterFile = {
  readonly pid: number
  readonly port: number
  readonly socket_dir: string
  readonly ready: boolean
}

/** Reads the text of `postmaster.pid`; null when it is not (yet) complete enough to name a process. */
export const parsePostmasterFile = (text: string): PostmasterFile | null => {
  const lines = text.split('\n').map((line) => line.trim())
  const pid = Number(lines[0])
  if (!Number.isSafeInteger(pid) || pid <= 0) return null
  return { pid, port: Number(lines[3]), socket_dir: lines[4] ?? '', ready: lines[7] === 'ready' }
}

export const readPostmasterFile = (cluster: string): PostmasterFile | null => {
  try {
    return parsePostmasterFile(readFileSync(join(cluster, 'postmaster.pid'), 'utf8'))
  } catch {
    return null
  }
}
