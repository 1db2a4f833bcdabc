import { z } from 'zod'

/** Rises when an older agent or server would misunderstand the other. The server takes `oldestProtocol` and newer. */
export const protocolVersion = 1
export const oldestProtocol = 1
/** Every request carries its sender's protocol version in this header, so that skew is told before a body is read that may not fit. */
export const protocolHeader = 'backstay-agent-protocol'

/** How long an agent may be silent during a run before the run is taken from it. */
export const leaseSeconds = 60
/** How often an agent that works tells how far it is; also renews its lease. */
export const reportSeconds = 3
/** How long the server keeps a poll open when there is nothing to do. */
export const pollSeconds = 25

/** What a machine tells of itself. */
export const Machine = z.object({
  /** Stable across reinstalls of the agent, another one on another machine: hashed from what names the machine, or made once. */
  machine_id: z.string().min(8).max(128),
  hostname: z.string().min(1).max(255),
  os: z.string().max(100),
  arch: z.string().max(50),
  agent_version: z.string().max(50),
  protocol_version: z.number().int(),
  /** Null when no usable restic was found; `trouble` then says so. */
  restic_version: z.string().max(50).nullable(),
  /** Names of scripts in the hooks folder. */
  hooks: z.array(z.string().max(100)).max(100),
  /** Whether whoever runs the agent lets commands come from the server. Said on the machine alone: the web must not become root. */
  allow_commands: z.boolean(),
  trouble: z.object({ code: z.string().max(60), message: z.string().max(500) }).nullable(),
})
export type Machine = z.infer<typeof Machine>

/** POST /agent/v1/enrol, with the token as bearer. Repeated by the same machine within minutes, before its secret was used: a new secret. */
export const EnrolRequest = z.object({ machine: Machine })
export type EnrolRequest = z.infer<typeof EnrolRequest>
export const EnrolReply = z.object({
  agent_id: z.string(),
  /** Given once; afterwards `Authorization: Bearer <agent_id>.<agent_secret>`. */
  agent_secret: z.string(),
  server_id: z.string(),
  server_name: z.string(),
  /** Something the person at the machine should know, such as that another server has an agent here as well. */
  note: z.string().nullable(),
})
export type EnrolReply = z.infer<typeof EnrolReply>

/** The way into a repository for one run. `path` is appended to the gateway's URL. */
export const RepositoryAccess = z.object({
  path: z.string(),
  username: z.string(),
  password: z.string(),
  repository_password: z.string(),
})
export type RepositoryAccess = z.infer<typeof RepositoryAccess>

/** Something the machine runs before or after: a script in its hooks folder by name, or a command where that was allowed. */
export const Hook = z.union([
  z.object({ script: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/) }),
  z.object({ command: z.string().min(1).max(4_000) }),
])
export type Hook = z.infer<typeof Hook>

/** A database dumped through restic's stdin-from-command; each becomes a snapshot of its own. */
export const Dump = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('postgresql'),
    database: z.string().min(1).max(100),
    user: z.string().max(100).optional(),
  }),
  z.object({ kind: z.literal('mysql'), database: z.string().min(1).max(100), user: z.string().max(100).optional() }),
  z.object({ kind: z.literal('sqlite'), path: z.string().min(1).max(4_000) }),
])
export type Dump = z.infer<typeof Dump>

const Path = z.string().min(1).max(4_000)

/** What a backup takes, as a protection's settings say and as the agent gets it. */
export const BackupScope = z.object({
  /** Absolute. */
  paths: z.array(Path).max(100),
  excludes: z.array(z.string().min(1).max(1_000)).max(500).default([]),
  exclude_caches: z.boolean().default(true),
  one_file_system: z.boolean().default(true),
  dumps: z.array(Dump).max(20).default([]),
  before: z.array(Hook).max(10).default([]),
  after: z.array(Hook).max(10).default([]),
  /** KiB a second; null: as fast as it goes. */
  limit_upload_kib: z.number().int().min(1).nullable().default(null),
  /** Processor cores restic may use; null: all. */
  max_cores: z.number().int().min(1).max(256).nullable().default(null),
})
export type BackupScope = z.infer<typeof BackupScope>

export const BackupOrders = z.object({
  kind: z.literal('backup'),
  scope: BackupScope,
  /** restic's host and tags, so that snapshots of one server belong together whatever its hostname is. */
  host: z.string(),
  tags: z.array(z.string()),
  /** Files to hash at backup time, for drills to compare with. */
  sample_files: z.number().int().min(0).max(200),
  /** Saves what a restore is about to overwrite: folders that are not there need no saving. */
  safety: z.boolean().default(false),
})
export type BackupOrders = z.infer<typeof BackupOrders>

export const overwriteRules = ['always', 'if-changed', 'if-newer', 'never'] as const
export const RestoreOrders = z.object({
  kind: z.literal('restore'),
  /** restic's id. */
  snapshot: z.string(),
  /** Paths within the snapshot; empty for all. */
  include: z.array(Path).max(1_000),
  /** Null: where they came from. */
  target: Path.nullable(),
  overwrite: z.enum(overwriteRules),
  dry_run: z.boolean(),
  /** Whether restic reads back what it wrote and compares. */
  verify: z.boolean().default(true),
})
export type RestoreOrders = z.infer<typeof RestoreOrders>

export const Orders = z.discriminatedUnion('kind', [BackupOrders, RestoreOrders])
export type Orders = z.infer<typeof Orders>

/** Work that an agent takes with a poll. */
export const Command = z.object({
  run_id: z.string(),
  /** Grows when a lost run is taken again; reports with an older number are refused. */
  attempt: z.number().int(),
  orders: Orders,
  repository: RepositoryAccess,
})
export type Command = z.infer<typeof Command>

/** POST /agent/v1/poll: what the machine is now, and which runs it works on; answered when there is something, or after `pollSeconds`. */
export const PollRequest = z.object({
  machine: Machine,
  /** What it works on or has yet to report the end of. A run that it took and does not name is lost, and given out anew. */
  running: z.array(z.object({ run_id: z.string(), attempt: z.number().int() })).max(10),
  /** The kinds of work it would begin now: one of each at a time, so that a restore never waits for a backup. */
  free: z.array(z.enum(['backup', 'restore'])).max(2),
  /** False for an answer at once, such as for the first poll after a silence: then the agent knows that it is heard. */
  wait: z.boolean().default(true),
})
export type PollRequest = z.infer<typeof PollRequest>
export const PollReply = z.object({
  commands: z.array(Command),
  /** Runs the agent works on that were cancelled, or are no longer its own: stop them. */
  stop: z.array(z.string()),
  paused: z.boolean(),
  /** Set when another version fits this server better. One that is too old for any work is refused with `upgrade_agent` instead. */
  update: z.object({ version: z.string(), message: z.string() }).nullable(),
  /** Where the gateway is, when not under the server's own URL. */
  gateway_url: z.url().nullable(),
})
export type PollReply = z.infer<typeof PollReply>

export const AgentProgress = z.object({
  phase: z.enum(['before', 'dumping', 'scanning', 'working', 'verifying', 'after']),
  percent: z.number().min(0).max(100).nullable(),
  bytes_done: z.number().int().min(0),
  bytes_total: z.number().int().min(0).nullable(),
  files_done: z.number().int().min(0),
  files_total: z.number().int().min(0).nullable(),
  /** Bytes a second over the last while. */
  bytes_per_second: z.number().min(0).nullable(),
  seconds_left: z.number().min(0).nullable(),
  /** At most one of those being read. */
  current_file: z.string().max(4_000).nullable(),
})
export type AgentProgress = z.infer<typeof AgentProgress>

export const AgentLogLine = z.object({ level: z.enum(['info', 'warning', 'error']), message: z.string().max(2_000) })
export type AgentLogLine = z.infer<typeof AgentLogLine>

/** POST /agent/v1/runs/:run_id/report. Safe to repeat. */
export const Report = z.object({
  attempt: z.number().int(),
  /** Rises with each report of an attempt, and stays when one is repeated. */
  seq: z.number().int().min(1),
  progress: AgentProgress.nullable(),
  log: z.array(AgentLogLine).max(100),
})
export type Report = z.infer<typeof Report>
/** `stop`: cancelled, or no longer this agent's. */
export const ReportReply = z.object({ stop: z.boolean() })
export type ReportReply = z.infer<typeof ReportReply>

export const SampleFile = z.object({
  path: z.string(),
  bytes: z.number().int(),
  /** As restic saw it; a file that changed meanwhile proves nothing. */
  modified_at: z.string(),
  sha256: z.string(),
})
export type SampleFile = z.infer<typeof SampleFile>

/** One snapshot that a backup made: of the paths, or of a dump. */
export const MadeSnapshot = z.object({
  snapshot: z.string(),
  source: z.string().describe('`files`, or such as postgresql:shop.'),
  paths: z.array(z.string()),
  files: z.number().int(),
  bytes: z.number().int(),
  added_bytes: z.number().int(),
  files_new: z.number().int(),
  files_changed: z.number().int(),
  /** Of nothing, or of a dump that failed: the server forgets it. */
  discard: z.boolean(),
})
export type MadeSnapshot = z.infer<typeof MadeSnapshot>

export const Skipped = z.object({ path: z.string(), reason: z.string() })
export type Skipped = z.infer<typeof Skipped>

/** POST /agent/v1/runs/:run_id/finish. Safe to repeat: the first end counts. */
export const Finish = z.object({
  attempt: z.number().int(),
  outcome: z.enum(['succeeded', 'warning', 'failed', 'cancelled']),
  error: z.object({ code: z.string(), message: z.string() }).nullable(),
  snapshots: z.array(MadeSnapshot),
  /** The first 1,000; `skipped_count` has them all. */
  skipped: z.array(Skipped).max(1_000),
  skipped_count: z.number().int(),
  sample: z.array(SampleFile).max(200),
  /** Of a restore: files and bytes written, verified by restic. */
  restored: z.object({ files: z.number().int(), bytes: z.number().int(), skipped: z.number().int() }).nullable(),
  log: z.array(AgentLogLine).max(1_000),
  seconds: z.number().min(0),
})
export type Finish = z.infer<typeof Finish>

/**
 * What an agent acts on when it is refused: an HTTP status and `AgentError`. `upgrade_agent` and `upgrade_server` tell who is too
 * old; `agent_copied` that this is not the machine that was enrolled; `not_yours` that a run was given to somebody else or ended.
 */
export const agentErrorCodes = [
  'token_refused',
  'agent_refused',
  'agent_copied',
  'upgrade_agent',
  'upgrade_server',
  'not_yours',
] as const
/** Any refusal; codes beside those above are the API's (docs/errors.md). */
export const AgentError = z.object({ error: z.object({ code: z.string(), message: z.string() }) })
