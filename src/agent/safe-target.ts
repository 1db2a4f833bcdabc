import { lstat, realpath } from 'node:fs/promises'
import { dirname, isAbsolute, normalize } from 'node:path'
import { makeFolder } from '../lib/make-folder.ts'

/**
 * Makes the folder that a restore writes into, closed to others where it is new. Answers why it must not be used, or null. A link
 * on the way would lead what is restored, as root, to where whoever made the link wants it.
 */
export const prepareTarget = async (
  target: string,
  options: { dry_run: boolean; forbidden: string },
): Promise<string | null> => {
  if (!isAbsolute(target) || normalize(target).replace(/(.)\/$/, '$1') !== target.replace(/(.)\/$/, '$1'))
    return `"${target}" is no plain absolute path. Name the folder in full, without "..".`
  if (
    target === options.forbidden ||
    target.startsWith(`${options.forbidden}/`) ||
    `${options.forbidden}/`.startsWith(`${target}/`)
  )
    return `${target} holds the agent's own files. Choose another folder.`
  const existing = await nearest(target)
  if ((await realpath(existing)) !== existing)
    return `${target} leads through a symbolic link. Name the real folder (${await realpath(existing)}).`
  if (!(await lstat(existing)).isDirectory()) return `${existing} is no folder. Choose another one.`
  return options.dry_run ? null : make(target)
}

const make = async (target: string): Promise<string | null> => {
  try {
    await makeFolder(target)
    return null
  } catch (error) {
    return `${target} cannot be made: ${error instanceof Error ? error.message : error}. Choose another folder.`
  }
}

/** The deepest part of a path that is there. */
const nearest = async (path: string): Promise<string> => {
  const clean = path.replace(/(.)\/$/, '$1')
  try {
    await lstat(clean)
    return clean
  } catch {
    return nearest(dirname(clean))
  }
}
