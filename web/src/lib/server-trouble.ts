import type { Method, Server, ServerProtection } from '../api/server-types.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatTime } from '../format/format-time.ts'
import { backupsOf } from './backups-of.ts'
import { capital } from './capital.ts'

export type ServerTrouble = {
  tone: 'warn' | 'bad'
  /** One sentence of fact. */
  fact: string
  /** Since when, why, and what comes next. */
  more: string
  /** What a card has room for. */
  short: string
  /** Which method it is about, where it is about one. */
  method?: Method
  /** Off where it should be on, or the other way round. */
  drifted?: boolean
}

type Names = { label: string; host: string; now: Date }

/** What is wrong with a server, in sentences; null where nothing is. The worst comes first, as its status does. */
export function serverTrouble(server: Server, names: Names): ServerTrouble | null {
  const trouble = worst(server, names)
  return trouble && { ...trouble, short: trouble.short ?? trouble.fact }
}

type Draft = Omit<ServerTrouble, 'short'> & { short?: string }

function worst(server: Server, names: Names): Draft | null {
  if (server.missing_since !== null) return missing(server, names)
  const by = (wanted: (protection: ServerProtection) => boolean) => server.protections.find(wanted)
  const failed = by((one) => one.phase === 'failed')
  if (failed) return failure(failed, server, names)
  if (server.rpo_status === 'missed') return missedBackup(server, names)
  if (server.drill_status === 'failed') return drillFailed
  const drifted = by((one) => one.drift)
  if (drifted) return drift(drifted, server, names)
  const waits = by((one) => one.phase === 'needs_operator')
  if (waits) return operatorNeeded(waits, names)
  const paused = by((one) => one.phase === 'paused')
  if (paused) return { tone: 'warn', fact: 'Backups are paused.', more: paused.reason?.message ?? '' }
  return null
}

const drillFailed: Draft = {
  tone: 'bad',
  fact: 'The newest drill failed.',
  more: 'The backup that it tried may not be restorable. Its drills say what was found; take a new backup, and try that one.',
  short: 'the newest drill failed',
}

function missedBackup({ name, last_backup_at: at }: Server, { now }: Names): Draft {
  const why = 'Its runs say what went wrong.'
  const short = 'no good backup in time'
  if (at === null) return { tone: 'bad', fact: 'There is no backup yet, and the first one is late.', more: why, short }
  return {
    tone: 'bad',
    fact: `${name} has had no backup for ${formatDuration(now.getTime() - new Date(at).getTime())}.`,
    more: `The newest is of ${formatTime(at, { now })}; what was backed up by then can be restored. ${why}`,
    short,
  }
}

function missing(server: Server, { label, host }: Names): Draft {
  const backups = server.backups_enabled ? 'Its backups are not touched. ' : ''
  return {
    tone: 'bad',
    fact: `${label} no longer lists ${server.name}.`,
    more: `Nothing of it is deleted here. ${backups}If you did not remove it at ${label}, ask ${host}.`,
  }
}

function failure(protection: ServerProtection, { protections }: Server, { label }: Names): Draft {
  const { method } = protection
  const on = protection.observed_state === 'on'
  // Beside other methods it says which one it is.
  const backups = protections.length > 1 ? capital(backupsOf([method])) : 'Backups'
  return {
    tone: 'bad',
    fact: on
      ? `${backups} were not switched off.`
      : protection.desired_state === 'on'
        ? `There ${protections.length > 1 ? `are no ${backupsOf([method])}` : 'is no backup'} yet.`
        : `${backups} were not switched on.`,
    more: protection.reason?.message ?? `${label} did not do what was asked. Try again.`,
    short: protection.reason?.message,
    method,
  }
}

function drift({ method, desired_state }: ServerProtection, { protections }: Server, { label }: Names): Draft {
  const others = protections.flatMap((one) => (one.method !== method && one.observed_state === 'on' ? one.method : []))
  const goOn = others.length > 0 ? ` ${capital(backupsOf(others))} are not affected.` : ''
  if (desired_state === 'on') {
    return {
      tone: 'warn',
      fact: `${label} backups are off, but should be on.`,
      more: `They were switched off outside Backstay. Enable them again, or leave them off.${goOn}`,
      method,
      drifted: true,
    }
  }
  return {
    tone: 'warn',
    fact: `${label} backups are on, but nobody asked for them here.`,
    more: `They were switched on outside Backstay, and ${label} charges for them. Keep them, or disable them.${goOn}`,
    method,
    drifted: true,
  }
}

function operatorNeeded(protection: ServerProtection, { label, host }: Names): Draft {
  const goesOn = protection.desired_state === 'off' && protection.observed_state === 'on'
  return {
    tone: 'warn',
    fact: goesOn ? `${label} backups go on until an operator cancels them.` : 'An operator has to look at this first.',
    more: `${protection.reason?.message ?? ''} ${capital(host)} has been told.`.trim(),
  }
}
