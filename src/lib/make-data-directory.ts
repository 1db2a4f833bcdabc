import { existsSync, mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { StartupError } from './startup-error.ts'

/** Makes the data directory and what is missing above it, closed to others. Throws a StartupError. */
export const makeDataDirectory = (path: string): void => {
  try {
    for (const folder of missingAbove(path)) makeFolder(folder)
    if (!statSync(path).isDirectory()) throw new Error('it is no folder')
  } catch (error) {
    throw new StartupError(
      `The data directory ${path} cannot be used: ${error instanceof Error ? error.message : error}.`,
      'Make it a folder that this user may write, or point BACKSTAY_DATA_DIR at one that is.',
      { cause: error },
    )
  }
}

/** The folders to make, from the top. Node's own recursive way never returns where the kernel refuses new names, as in /proc. */
const missingAbove = (path: string): string[] =>
  existsSync(path) || dirname(path) === path ? [] : [...missingAbove(dirname(path)), path]

const makeFolder = (path: string): void => {
  try {
    mkdirSync(path, { mode: 0o700 })
  } catch (error) {
    // Another process that starts at the same time made it.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}
