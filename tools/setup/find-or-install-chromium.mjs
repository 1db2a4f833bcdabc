import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { say } from './say.mjs'
import { SetupError } from './setup-error.mjs'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** The browser for the browser tests, installed when we may. Null: they are skipped, and why is said. With CI=true that fails. */
export function findOrInstallChromium() {
  const named = process.env.BACKSTAY_CHROMIUM
  if (named) {
    if (existsSync(named)) return named
    throw new SetupError(
      `BACKSTAY_CHROMIUM names ${named}, which does not exist.`,
      'Correct the variable, or unset it.',
    )
  }
  const found = find() || (mayInstall() ? install() : null)
  if (found) return found
  const how = 'Install it (Debian, Ubuntu: apt-get install chromium), or name a Chrome in BACKSTAY_CHROMIUM.'
  if (isTrue(process.env.CI)) throw new SetupError('There is no Chromium for the browser tests.', how)
  say(`There is no Chromium, so the browser tests are skipped. ${how}`)
  return null
}

function find() {
  const folders = ['/usr/bin', ...(process.env.PATH || '').split(delimiter)]
  return folders.flatMap((folder) => names.map((name) => join(folder, name))).find((path) => existsSync(path))
}

function mayInstall() {
  return process.platform === 'linux' && process.getuid() === 0 && existsSync('/etc/debian_version') && hasAptGet()
}

function hasAptGet() {
  return existsSync('/usr/bin/apt-get')
}

function install() {
  say('Installing the package chromium for the browser tests.')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (...args) =>
    spawnSync('apt-get', ['-qq', '-y', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] }).status === 0
  // The lists are often empty in containers, or too old to fetch anything with.
  const installed = apt('update') && apt('install', '--no-install-recommends', 'chromium')
  return installed ? find() : null
}

function isTrue(value) {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false'
}
