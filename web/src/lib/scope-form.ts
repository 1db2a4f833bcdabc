import type { Protection } from '../../../src/protections/schema.ts'

type BackupScope = NonNullable<Protection['settings']>
type Dump = BackupScope['dumps'][number]
type Hook = BackupScope['before'][number]

/** What is backed up, as a form holds it: one thing a line. */
export type ScopeForm = {
  paths: string
  excludes: string
  exclude_caches: boolean
  one_file_system: boolean
  dumps: string
  before: string
  after: string
  limit: string
  cores: string
}

export const newScopeForm: ScopeForm = {
  paths: '/',
  excludes: ['/dev', '/proc', '/run', '/sys', '/tmp', '/var/tmp', '/var/cache', '/swapfile', 'lost+found'].join('\n'),
  exclude_caches: true,
  one_file_system: true,
  dumps: '',
  before: '',
  after: '',
  limit: '',
  cores: '',
}

export function scopeForm(scope: BackupScope): ScopeForm {
  return {
    paths: scope.paths.join('\n'),
    excludes: scope.excludes.join('\n'),
    exclude_caches: scope.exclude_caches,
    one_file_system: scope.one_file_system,
    dumps: scope.dumps.map(dumpLine).join('\n'),
    before: scope.before.map(hookLine).join('\n'),
    after: scope.after.map(hookLine).join('\n'),
    limit: scope.limit_upload_kib === null ? '' : String(scope.limit_upload_kib),
    cores: scope.max_cores === null ? '' : String(scope.max_cores),
  }
}

export type ScopeProblems = Partial<Record<keyof ScopeForm, string>>

/** The scope that was meant, or what is wrong with it, by field. */
export function readScope(form: ScopeForm): { scope: BackupScope } | { problems: ScopeProblems } {
  const problems: ScopeProblems = {}
  const paths = lines(form.paths)
  const relative = paths.find((path) => !path.startsWith('/') || path.split('/').includes('..'))
  if (relative !== undefined) problems.paths = `${relative} is not an absolute path. Write paths such as /srv/data.`
  const dumps = lines(form.dumps).map(readDump)
  if (dumps.some((dump) => dump === null))
    problems.dumps = 'Write one a line: postgresql shop, mysql shop, or sqlite /srv/app.db.'
  if (paths.length === 0 && dumps.length === 0) problems.paths = 'Name at least one folder, or a database below.'
  const limit_upload_kib = readCount(form.limit)
  if (limit_upload_kib === undefined) problems.limit = 'Type KiB a second as a whole number, or leave it empty.'
  const max_cores = readCount(form.cores)
  if (max_cores === undefined) problems.cores = 'Type a whole number of cores, or leave it empty.'
  if (Object.keys(problems).length > 0) return { problems }
  return {
    scope: {
      paths,
      excludes: lines(form.excludes),
      exclude_caches: form.exclude_caches,
      one_file_system: form.one_file_system,
      dumps: dumps.filter((dump) => dump !== null),
      before: lines(form.before).map(readHook),
      after: lines(form.after).map(readHook),
      limit_upload_kib: limit_upload_kib ?? null,
      max_cores: max_cores ?? null,
    },
  }
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

function readDump(line: string): Dump | null {
  const [kind, name, user] = line.split(/[\s:]+/, 3)
  if (!name) return null
  if (kind === 'sqlite') return name.startsWith('/') ? { kind, path: line.replace(/^sqlite[\s:]+/, '') } : null
  if (kind === 'postgresql' || kind === 'mysql') return { kind, database: name, ...(user ? { user } : {}) }
  return null
}

function dumpLine(dump: Dump): string {
  if (dump.kind === 'sqlite') return `sqlite ${dump.path}`
  return [dump.kind, dump.database, dump.user].filter(Boolean).join(' ')
}

/** A name is a script of the hooks folder; anything with a space or a slash is a command. */
function readHook(line: string): Hook {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(line) ? { script: line } : { command: line }
}

function hookLine(hook: Hook): string {
  return 'script' in hook ? hook.script : hook.command
}

/** Null where nothing was typed, undefined where it is no number. */
function readCount(text: string): number | null | undefined {
  if (text.trim() === '') return null
  return /^[1-9]\d{0,8}$/.test(text.trim()) ? Number(text) : undefined
}
