import { parseArgs } from 'node:util'
import { z } from 'zod'
import { StartupError } from '../lib/startup-error.ts'
import { systemWait } from '../lib/wait.ts'
import type { ApiClient } from './api-client.ts'
import { followRun } from './follow-run.ts'
import { printTable } from './print-table.ts'

export const remoteUsage = `  server list [--query TEXT]
  enrolment create (--server SERVER | --organization ID [--name NAME])
      Prints the command that installs the agent on a machine. Works once, for a day.
  backup start (SERVER … | --query TEXT) [--let-go ID] [--wait]
      Several servers, or all whose name has TEXT in it, go in one run with a row for each.
  recovery-point list SERVER
  recovery-point recover POINT
      Brings a backup that retention let go back from the trash, for three days after that.
  restore start SERVER --point ID (--in-place | --path FOLDER) [--include PATH …] [--confirm SERVER] [--dry-run] [--wait]
  drill start POINT [--wait]
      These go through the API: BACKSTAY_API_KEY, and BACKSTAY_URL (default http://127.0.0.1:8484). SERVER is a name or an id.
`

type Command = (api: ApiClient, words: readonly string[]) => Promise<number>

const say = (text: string) => console.log(text)
const io = { say, wait: systemWait }

const Started = z.object({ run_id: z.string() })
const Server = z.object({
  id: z.string(),
  name: z.string(),
  provider: z.string(),
  backups_enabled: z.boolean(),
  last_backup_at: z.string().nullable(),
  rpo_status: z.string().nullable(),
})
const Point = z.object({
  id: z.string(),
  taken_at: z.string(),
  source: z.string(),
  outcome: z.string(),
  state: z.string(),
  size_bytes: z.number().nullable(),
  proven_at: z.string().nullable(),
})

/** A server by its id, or by a name that only one has. */
const serverOf = async (api: ApiClient, word: string | undefined): Promise<string> => {
  if (word === undefined)
    throw new StartupError('No server was named.', 'Give its name or id; "backstay server list" shows them.')
  if (word.startsWith('srv_')) return word
  const found = await api.list('/api/servers', { q: word }, Server)
  const [only, ...more] = found.filter(({ name }) => name === word)
  if (only === undefined)
    throw new StartupError(`No server is named ${word}.`, '"backstay server list" shows those you may see.')
  if (more.length > 0) throw new StartupError(`Several servers are named ${word}.`, 'Give the id of the one you mean.')
  return only.id
}

const pointOf = (word: string | undefined): string => {
  if (word !== undefined) return word
  const remedy = 'Give its id; "backstay recovery-point list SERVER" shows those that are forgotten too.'
  throw new StartupError('No recovery point was named.', remedy)
}

/** Follows the run where that was asked for. */
const started = async (api: ApiClient, run_id: string, wait: boolean | undefined): Promise<number> => {
  say(run_id)
  return wait === true ? followRun(api, run_id, io) : 0
}

const serverList: Command = async (api, words) => {
  const { values } = parseArgs({ args: [...words], options: { query: { type: 'string' } } })
  const found = await api.list('/api/servers', { q: values.query ?? '' }, Server)
  printTable(
    ['id', 'name', 'provider', 'backups', 'newest backup', 'RPO'],
    found.map((one) => [
      one.id,
      one.name,
      one.provider,
      one.backups_enabled ? 'on' : 'off',
      one.last_backup_at ?? 'never',
      one.rpo_status ?? '',
    ]),
  )
  return 0
}

const enrolmentCreate: Command = async (api, words) => {
  const options = { server: { type: 'string' }, organization: { type: 'string' }, name: { type: 'string' } } as const
  const { values } = parseArgs({ args: [...words], options })
  const whose =
    values.server === undefined
      ? { organization_id: values.organization, server_name: values.name }
      : { server_id: await serverOf(api, values.server) }
  const shape = z.object({ command: z.string(), expires_at: z.string() })
  const { command, expires_at } = await api.post('/api/enrolments', whose, shape)
  say(`Run this on the machine, once, until ${expires_at}:\n\n  ${command}\n`)
  return 0
}

const backupStart: Command = async (api, words) => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { wait: { type: 'boolean' }, query: { type: 'string' }, 'let-go': { type: 'string' } },
  })
  const { query, 'let-go': let_go } = values
  if (query !== undefined && (positionals.length > 0 || query === ''))
    throw new StartupError('It is not clear which servers are meant.', 'Give either their names, or --query TEXT.')
  const [first, ...more] = positionals
  const path =
    query === undefined && more.length === 0
      ? `/api/servers/${await serverOf(api, first)}/backups`
      : '/api/bulk/backups'
  const server_ids: string[] = []
  if (more.length > 0) for (const word of positionals) server_ids.push(await serverOf(api, word))
  const chosen =
    query !== undefined ? { filter: { q: query } } : more.length > 0 ? { server_ids } : let_go ? { let_go } : undefined
  const { run_id } = await api.post(path, chosen, Started)
  return started(api, run_id, values.wait)
}

const pointList: Command = async (api, words) => {
  const { positionals } = parseArgs({ args: [...words], allowPositionals: true, options: {} })
  const server = await serverOf(api, positionals[0])
  const found = await api.list(`/api/servers/${server}/recovery-points`, {}, Point)
  printTable(
    ['id', 'taken', 'of', 'outcome', 'state', 'bytes', 'proved'],
    found.map((one) => [
      one.id,
      one.taken_at,
      one.source,
      one.outcome,
      one.state,
      String(one.size_bytes ?? ''),
      one.proven_at ?? '',
    ]),
  )
  return 0
}

const pointRecover: Command = async (api, words) => {
  const { positionals } = parseArgs({ args: [...words], allowPositionals: true, options: {} })
  const id = pointOf(positionals[0])
  const shape = z.object({ taken_at: z.string(), kept_until: z.string().nullable() })
  const path = `/api/recovery-points/${encodeURIComponent(id)}/recover`
  const { taken_at, kept_until } = await api.post(path, undefined, shape)
  const kept = kept_until === null ? 'No retention had let it go.' : `No retention lets it go before ${kept_until}.`
  say(`The backup of ${taken_at} can be restored. ${kept}`)
  return 0
}

const restoreStart: Command = async (api, words) => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      point: { type: 'string' },
      'in-place': { type: 'boolean' },
      path: { type: 'string' },
      include: { type: 'string', multiple: true },
      confirm: { type: 'string' },
      'dry-run': { type: 'boolean' },
      wait: { type: 'boolean' },
    },
  })
  const server = await serverOf(api, positionals[0])
  if ((values['in-place'] === true) === (values.path !== undefined))
    throw new StartupError('It is not clear where the files go.', 'Give either --in-place or --path FOLDER.')
  const wish = {
    recovery_point_id: pointOf(values.point),
    mode: values.path === undefined ? 'in_place' : 'path',
    target: values.path === undefined ? {} : { path: values.path },
    include: values.include ?? [],
    dry_run: values['dry-run'] ?? false,
    confirm: values.confirm,
  }
  const { run_id } = await api.post(`/api/servers/${server}/restores`, wish, Started)
  return started(api, run_id, values.wait)
}

const drillStart: Command = async (api, words) => {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: { wait: { type: 'boolean' } },
  })
  const point = pointOf(positionals[0])
  const { run_id } = await api.post(`/api/recovery-points/${encodeURIComponent(point)}/drills`, undefined, Started)
  return started(api, run_id, values.wait)
}

/** By noun and verb. */
export const remoteCommands: Readonly<Record<string, Command>> = {
  'server list': serverList,
  'enrolment create': enrolmentCreate,
  'backup start': backupStart,
  'recovery-point list': pointList,
  'recovery-point recover': pointRecover,
  'restore start': restoreStart,
  'drill start': drillStart,
}
