import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs'

const longestBytes = 10 * 1024 * 1024
const tailBytes = 8 * 1024

/** Puts a log that has grown long aside; the one put aside before it goes. */
export const rotateServerLog = (file: string): void => {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (stat && stat.size > longestBytes) renameSync(file, `${file}.1`)
}

export const sizeOfServerLog = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0

/** The last lines written to the log since it had a size. */
export const tailOfServerLog = (file: string, sinceBytes: number, lines = 12): string => {
  let handle: number
  try {
    handle = openSync(file, 'r')
  } catch {
    return ''
  }
  try {
    const size = fstatSync(handle).size
    const from = Math.max(sinceBytes, size - tailBytes)
    const buffer = Buffer.alloc(Math.max(0, size - from))
    const read = readSync(handle, buffer, 0, buffer.length, from)
    return buffer.toString('utf8', 0, read).trimEnd().split('\n').slice(-lines).join('\n')
  } finally {
    closeSync(handle)
  }
}
