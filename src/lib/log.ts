import { pino } from 'pino'

export type Log = {
  debug(details: object, message: string): void
  info(details: object, message: string): void
  warn(details: object, message: string): void
  error(details: object, message: string): void
  child(bindings: Record<string, unknown>): Log
}

export const logLevels = ['debug', 'info', 'warn', 'error', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

const secretNames = [
  'password',
  'currentPassword',
  'newPassword',
  'token',
  'key',
  'secret',
  'credentials',
  'authorization',
  'cookie',
  'set-cookie',
  'backupCodes',
  'totpURI',
]

/** Text forms a secret can take inside a longer message: API keys, bearer headers, passwords in URLs. */
const secretPatterns: readonly [RegExp, string][] = [
  [/bst_[\w-]{8,}/g, 'bst_[redacted]'],
  [/bse_[\w-]{8,}/g, 'bse_[redacted]'],
  [/(agt_[0-9a-z]{26}\.)[\w-]{8,}/g, '$1[redacted]'],
  [/(bearer\s+)[\w.~+/-]{8,}=*/gi, '$1[redacted]'],
  [/(:\/\/[^\s:/@]*:)[^\s@/]+@/g, '$1[redacted]@'],
  [/(token=)[\w.~-]{8,}/g, '$1[redacted]'],
]

/** Removes secrets from text that goes to a log or an error report. */
export const redactText = (text: string): string =>
  secretPatterns.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)

/** Structured logs, one JSON object a line, secrets redacted by name and by pattern. Goes to stderr: stdout is for people. */
export const createLog = (level: LogLevel, destination: { write(line: string): void } = process.stderr): Log =>
  pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: {
        paths: secretNames.flatMap((name) => [`["${name}"]`, `*["${name}"]`, `*.*["${name}"]`]),
        censor: '[redacted]',
      },
    },
    { write: (line) => void destination.write(redactText(line)) },
  )
