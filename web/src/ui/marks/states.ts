import type { MarkName } from './mark-shapes.ts'
import type { MarkTone } from './StateMark.tsx'

/** How a state is shown. `trouble` gets the tinted badge; everything else is a plain mark and word. */
export type StateLook = {
  word: string
  mark: MarkName
  mark_tone: MarkTone
  text: 'ink' | 'ink-2' | 'accent' | 'good' | 'warn' | 'bad'
  trouble: boolean
}

const good = (word: string): StateLook => ({ word, mark: 'disc', mark_tone: 'good', text: 'ink', trouble: false })
const off = (word: string, mark: MarkName): StateLook => ({
  word,
  mark,
  mark_tone: 'off',
  text: 'ink-2',
  trouble: false,
})
const busy = (word: string): StateLook => ({ word, mark: 'arc', mark_tone: 'accent', text: 'accent', trouble: false })
const proved = (word: string): StateLook => ({ word, mark: 'tick', mark_tone: 'good', text: 'good', trouble: false })
const warn = (word: string, mark: MarkName): StateLook => ({
  word,
  mark,
  mark_tone: 'warn',
  text: 'warn',
  trouble: true,
})
const bad = (word: string, mark: MarkName): StateLook => ({ word, mark, mark_tone: 'bad', text: 'bad', trouble: true })

/** Words and marks for every state, by thing. A state that is not here has no word yet and must get one. */
export const states = {
  server: {
    protected: good('Protected'),
    at_risk: warn('At risk', 'half'),
    missed: bad('Missed', 'miss'),
    first_due: off('First due', 'square'),
    drifted: warn('Drifted', 'drift'),
    needs_operator: warn('Needs operator', 'triangle'),
    failed: bad('Failed', 'cross'),
    drill_failed: bad('Drill failed', 'cross'),
    enabling: busy('Enabling'),
    disabling: busy('Disabling'),
    paused: off('Paused', 'pause'),
    unprotected: off('Unprotected', 'line'),
    missing: bad('Missing', 'dashed'),
  },
  /** Whether a server runs, as its provider says. */
  power: {
    running: good('Running'),
    stopped: off('Stopped', 'ring'),
    provisioning: off('Being made', 'square'),
    error: bad('In error', 'cross'),
  },
  protection: {
    on: good('On'),
    off: off('Off', 'ring'),
    unknown: off('Unknown', 'dashed'),
    enabling: busy('Enabling'),
    disabling: busy('Disabling'),
    paused: off('Paused', 'pause'),
    needs_operator: warn('Needs operator', 'triangle'),
    failed: bad('Failed', 'cross'),
  },
  rpo: { met: good('Met'), at_risk: warn('At risk', 'half'), missed: bad('Missed', 'miss') },
  run: {
    queued: off('Queued', 'square'),
    running: busy('Running'),
    waiting_for_provider: busy('Waiting for provider'),
    cancelling: busy('Cancelling'),
    cancelled: off('Cancelled', 'ring'),
    succeeded: good('Succeeded'),
    warning: warn('Warning', 'corner'),
    failed: bad('Failed', 'cross'),
    expired: bad('Expired', 'miss'),
  },
  provider_account: {
    ok: good('Connected'),
    unauthorized: bad('Refused', 'cross'),
    unreachable: warn('Unreachable', 'half'),
    unchecked: off('Not checked', 'ring'),
  },
  plan: { on_sale: good('On sale'), retired: off('Retired', 'ring') },
  bulk_item: {
    waiting: off('Waiting', 'square'),
    done: good('Done'),
    accepted: off('Handed on', 'half'),
    failed: bad('Failed', 'cross'),
    refused: warn('Left as it was', 'corner'),
    cancelled: off('Not begun', 'square'),
  },
  recovery_point: {
    succeeded: good('Succeeded'),
    listed: good('Listed'),
    not_listed: warn('Not listed', 'dashed'),
    deleted_at_provider: { ...bad('Deleted at provider', 'dashed'), trouble: false },
    proved: proved('Proved by drill'),
    warning: warn('Warning', 'corner'),
    damaged: bad('Damaged', 'cross'),
    gone: { ...bad('Gone', 'dashed'), trouble: false },
    expired: off('Expired', 'line'),
  },
  drill: {
    passed: proved('Passed'),
    failed: bad('Drill failed', 'cross'),
    overdue: warn('Overdue', 'corner'),
    not_tested: off('Not tested', 'ring'),
  },
  subscription: {
    active: good('Active'),
    trialing: good('Trial'),
    past_due: warn('Past due', 'half'),
    lapsed: off('Lapsed', 'pause'),
    ended: off('Ended', 'ring'),
    requested: warn('Requested', 'square'),
    incomplete: off('Not paid yet', 'dashed'),
    declined: off('Declined', 'ring'),
  },
  agent: {
    connected: good('Connected'),
    troubled: bad('In trouble', 'cross'),
    late: warn('Late', 'half'),
    silent: bad('Silent', 'miss'),
    not_installed: off('Not installed', 'ring'),
    paused: off('Paused', 'pause'),
    revoked: off('Revoked', 'ring'),
  },
  repository: {
    checked: good('Checked'),
    unchecked: off('Not checked yet', 'ring'),
    making: off('Being made', 'square'),
    maintenance: busy('In maintenance'),
    check_failed: bad('Check failed', 'cross'),
    damaged: bad('Damaged', 'miss'),
  },
  storage_location: {
    in_order: good('In order'),
    unchecked: off('Not checked yet', 'ring'),
    empty: off('Empty', 'line'),
    check_failed: bad('Check failed', 'cross'),
    damaged: bad('Damaged', 'miss'),
  },
  invitation: {
    pending: off('Pending', 'square'),
    accepted: proved('Accepted'),
    revoked: off('Revoked', 'ring'),
    expired: off('Expired', 'pause'),
  },
  api_key: {
    active: good('Active'),
    expires_soon: warn('Expires soon', 'half'),
    expired: off('Expired', 'ring'),
  },
  two_factor: {
    on: good('On'),
    off: off('Off', 'ring'),
  },
} as const satisfies Record<string, Record<string, StateLook>>

/** A server with several troubles shows the first of these; "trouble first" sorts in this order. */
export const serverTroubleOrder = [
  'missing',
  'missed',
  'failed',
  'drill_failed',
  'drifted',
  'needs_operator',
  'at_risk',
  'enabling',
  'disabling',
  'first_due',
  'paused',
  'protected',
  'unprotected',
] as const satisfies readonly (keyof typeof states.server)[]
