import pg from 'pg'
import { StartupError } from '../lib/startup-error.ts'
import type { Connection } from './database.ts'
import type { MigrationFile } from './read-migrations.ts'

/** Nobody answers yet: the network, or a Postgres that is starting, full or stopping. Waiting may help. */
const awayCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ENOENT',
  '53300',
  '57P03',
])

export const isWorthRetrying = (error: unknown): boolean => {
  const code = codeOf(error)
  // pg reports its own time-out and a connection cut before the first answer as plain errors.
  return code === null ? /timeout|terminated/i.test(messageOf(error)) : awayCodes.has(code)
}

/** Why no session could be opened, with host and database but never the password. */
export const connectionFailure = (error: unknown, client: pg.Client, connection: Connection): StartupError => {
  const where = `${client.host}:${client.port}`
  const embedded = !('connectionString' in connection)
  const options = { cause: error }
  switch (codeOf(error)) {
    case '28P01':
    case '28000':
      return new StartupError(
        `Postgres at ${where} refused the user ${client.user}: ${messageOf(error)}.`,
        'Check user and password in DATABASE_URL (special characters need percent-encoding), and pg_hba.conf there.',
        options,
      )
    case '3D000':
      return new StartupError(
        `Postgres at ${where} has no database named ${client.database}.`,
        `Create it there (create database ${pg.escapeIdentifier(client.database ?? '')}), or correct DATABASE_URL.`,
        options,
      )
    default:
      return new StartupError(
        `Cannot reach Postgres at ${where}: ${messageOf(error)}.`,
        embedded
          ? 'The embedded Postgres did not answer. Its log is in the data directory; free disk space and start again.'
          : 'Check that Postgres runs there, that DATABASE_URL has the right host and port, and that no firewall is between.',
        options,
      )
  }
}

/** Why the schema could not be updated; without a file, why its list could not be read. */
export const migrationFailure = (error: unknown, client: pg.Client, file?: MigrationFile): StartupError => {
  const options = { cause: error }
  switch (codeOf(error)) {
    case '42501':
      return new StartupError(
        `The database user ${client.user} may not change the schema: ${messageOf(error)}.`,
        `As its owner run: alter database ${pg.escapeIdentifier(client.database ?? '')} owner to ${pg.escapeIdentifier(client.user ?? '')}`,
        options,
      )
    case '53100':
      return new StartupError(
        'The disk of the database is full, so its schema could not be updated.',
        'Free space on that disk and start again. Nothing was changed.',
        options,
      )
    case '55P03':
      return new StartupError(
        `${subject(file)} failed: another session held a lock for a minute.`,
        'Stop the other Backstay processes of this installation and start again. Nothing of this file was changed.',
        options,
      )
    default:
      return new StartupError(
        `${subject(file)} failed: ${messageOf(error)}${placeOf(error, file)}.`,
        'Nothing of it was kept. Start the version that ran before, and report this message.',
        options,
      )
  }
}

const subject = (file?: MigrationFile) => (file ? `The migration ${file.name}` : 'Reading the list of migrations')

/** Postgres tells the character; people read lines. */
const placeOf = (error: unknown, file?: MigrationFile): string => {
  if (!(error instanceof pg.DatabaseError) || error.position === undefined || file === undefined) return ''
  return ` (line ${file.sql.slice(0, Number(error.position)).split('\n').length})`
}

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null

/** With two addresses for one name Node throws an error without a message that holds one for each. */
const messageOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0])
  return error instanceof Error ? error.message.replace(/\.$/, '') : String(error)
}
