import { parseArgs } from 'node:util'
import type { Config } from '../config.ts'
import { noOrigin, systemCaller } from '../context.ts'
import { openDatabase } from '../db/open-database.ts'
import { resetOperatorPassword } from '../identity/reset-operator-password.ts'
import { ensureInstallation } from '../installation/ensure-installation.ts'
import { loadRootKey } from '../installation/load-root-key.ts'
import type { Jobs } from '../jobs/jobs.ts'
import { systemClock } from '../lib/clock.ts'
import { createIds } from '../lib/ids.ts'
import { createLog } from '../lib/log.ts'
import { createPing, runPing } from '../lib/ping.ts'
import { systemReach } from '../lib/reach.ts'
import { createSecrets } from '../lib/secrets.ts'
import { noProviders } from '../providers/no-providers.ts'

/** Prints a reset link for an operator. Attaches to a running installation's database, or starts it for the moment. */
export const resetOperatorPasswordCommand = async (config: Config, words: readonly string[]): Promise<number> => {
  const flags = readFlags(words)
  if (flags === null) return 2
  const log = createLog('warn')
  const database = await openDatabase(config, log, { max: 2 })
  try {
    const { db } = database
    const secrets = createSecrets(await loadRootKey(config, db))
    await ensureInstallation({ db, clock: systemClock, secrets })
    const services = {
      config,
      clock: systemClock,
      ids: createIds(systemClock),
      log,
      db,
      jobs: noJobs,
      secrets,
      providers: noProviders,
      reach: systemReach,
      ping: createPing(runPing),
    }
    const input = { email: flags.email, remove_two_factor: flags['remove-two-factor'] ?? false }
    const result = await resetOperatorPassword({ ...services, caller: systemCaller, origin: noOrigin }, input)
    if (!result.found) return explain(flags.email, result.emails)
    console.log(
      `Open this link to set a new password for ${result.email}. It works once, until ${result.expires_at}:\n\n  ${result.url}\n`,
    )
    return 0
  } finally {
    await database.close()
  }
}

/** The command sends nothing; with a queue of its own it would have to take part in one. */
const noJobs: Jobs = { enqueue: async () => null, enqueueMany: async () => [] }

const readFlags = (words: readonly string[]) => {
  try {
    return parseArgs({
      args: [...words],
      options: { email: { type: 'string' }, 'remove-two-factor': { type: 'boolean' } },
    }).values
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    return null
  }
}

const explain = (email: string | undefined, emails: readonly string[]): number => {
  if (emails.length === 0)
    console.error('There is no operator yet. Start Backstay and open the one-time sign-in link that it prints.')
  else if (email === undefined)
    console.error(`There are several operators. Say which with --email: ${emails.join(', ')}`)
  else console.error(`No operator has the e-mail ${email}. There are: ${emails.join(', ')}`)
  return 1
}
