import { chmod, link, open, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from '../config.ts'
import type { Db } from '../db/database.ts'
import { makeDataDirectory } from '../lib/make-data-directory.ts'
import { hashToken, newRootKey } from '../lib/secrets.ts'
import { StartupError } from '../lib/startup-error.ts'
import { findInstallation } from './queries.ts'

/**
 * The root key that seals all secrets: BACKSTAY_SECRET_KEY, else the file `secret.key` in the data directory, made once for a
 * new installation. Never makes a new key where a database has sealed data: that would hide the loss. Throws a StartupError.
 */
export const loadRootKey = async (config: Pick<Config, 'secret_key' | 'data_dir'>, db: Db): Promise<string> => {
  if (config.secret_key !== null) return config.secret_key
  const file = join(config.data_dir, 'secret.key')
  const found = await readKey(file)
  if (found !== null) return found
  const installation = await findInstallation(db)
  if (installation !== undefined) {
    throw new StartupError(
      `The root key is missing: there is no ${file} and BACKSTAY_SECRET_KEY is not set, but this database holds secrets sealed under key ${installation.root_key_fingerprint}.`,
      'Bring the file back from your backup of it, or set BACKSTAY_SECRET_KEY. Without that key the stored credentials cannot be opened. Nothing was changed.',
    )
  }
  await makeKey(config.data_dir, file)
  // Of several processes that start at once, one made the file; all read that one.
  return (await readKey(file)) ?? missing(file)
}

const readKey = async (file: string): Promise<string | null> => {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw new StartupError(
      `The root key ${file} cannot be read: ${error.message}.`,
      'Give the user that runs Backstay the right to read it.',
      { cause: error },
    )
  })
  if (text === null) return null
  const key = text.trim()
  if (key.length < 32)
    throw new StartupError(
      `The root key in ${file} is damaged: it has ${key.length} of at least 32 characters.`,
      'Bring the file back from your backup of it.',
    )
  // Others on the machine must not read it. A file that belongs to somebody else is left as it is.
  const { mode, uid } = await stat(file)
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) await chmod(file, 0o600)
  return key
}

const makeKey = async (directory: string, file: string) => {
  makeDataDirectory(directory)
  const key = newRootKey()
  // Several processes may start at once: each has a draft of its own, under a name that says nothing of the key.
  const draft = `${file}.${hashToken(key).slice(0, 12)}`
  const handle = await open(draft, 'wx', 0o600)
  try {
    await handle.writeFile(`${key}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
  try {
    // A link never replaces a file: the first process wins.
    await link(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await rm(draft)
  }
  const folder = await open(directory)
  await folder.sync()
  await folder.close()
}

const missing = (file: string): never => {
  throw new StartupError(
    `The root key ${file} vanished while starting.`,
    'Look for what removes files there, then start again.',
  )
}
