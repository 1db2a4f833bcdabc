import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Whether an installation that npm finished is the one that the lockfile asks for here. */
export function agreesWithLockfile(root) {
  let installed
  try {
    // npm writes this file last, as its own record of what is there.
    installed = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  } catch {
    return false
  }
  const agrees = ([path, { version }]) => installed[path] !== undefined && installed[path].version === version
  return neededPackages(root).every(agrees) && missingPackages(root).length === 0
}

/** The names of packages that this system needs and that are not there. */
export function missingPackages(root) {
  return neededPackages(root)
    .filter(([path]) => !existsSync(join(root, path, 'package.json')))
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
}

function neededPackages(root) {
  return Object.entries(packagesIn(join(root, 'package-lock.json'))).filter(
    ([path, entry]) => path !== '' && !entry.link && fitsHere(entry),
  )
}

function packagesIn(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}

function fitsHere({ os, cpu, libc, optional }) {
  // npm itself picks by C library, and none of those packages is needed where another fits.
  if (libc !== undefined) return false
  // An optional package for any system is there only to serve one that is not for this system.
  if (optional && os === undefined && cpu === undefined) return false
  return allows(os, process.platform) && allows(cpu, process.arch)
}

function allows(given, value) {
  // A single one may stand without a list around it.
  const list = given === undefined ? [] : [].concat(given)
  if (list.length === 0 || list.includes('any')) return true
  if (list.includes(`!${value}`)) return false
  return list.includes(value) || list.every((entry) => entry.startsWith('!'))
}
