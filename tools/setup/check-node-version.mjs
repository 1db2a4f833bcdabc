import { SetupError } from './setup-error.mjs'

const oldest = 20

/** The launchers themselves need this much; everything else runs on the Node that the lockfile pins. */
export function checkNodeVersion(version = process.versions.node) {
  if (Number.parseInt(version, 10) >= oldest) return
  throw new SetupError(
    `Backstay needs Node ${oldest} or later to start, but this is Node ${version}.`,
    "Install a current Node (https://nodejs.org, or your system's package manager), then run the command again.",
  )
}
