import { execFile } from 'node:child_process'
import { parseVersion } from './version.ts'

const timeoutMs = 10_000

/** Asks a program for its version; null when it is not there, cannot be run here, or is not restic. */
export const readVersion = (binary: string): Promise<string | null> =>
  new Promise((resolve) => {
    const options = { timeout: timeoutMs, env: { LANG: 'C.UTF-8' }, maxBuffer: 1_000_000 }
    execFile(binary, ['version', '--json'], options, (error, stdout) => resolve(error ? null : parseVersion(stdout)))
  })
