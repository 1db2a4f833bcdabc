import type { Agent } from '../../../src/agents/schema.ts'
import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import { formatPlural } from '../format/format-plural.ts'
import { formatTime } from '../format/format-time.ts'
import { agentLook } from './agent-look.ts'
import { whyNotRestore } from './point-look.ts'

export type RestoreCheck = {
  key: 'point' | 'fit' | 'damage' | 'warning' | 'proof' | 'agent' | 'other' | 'files'
  /** `bad`: it cannot start like this. */
  tone: 'good' | 'warn' | 'bad'
  text: string
  more?: string
  /** Where to mend it. */
  remedy?: 'backup' | 'what' | 'where' | 'new_server' | 'agent' | 'restores'
  /** At its right, as the provider writes it. */
  ref?: string
}

export type CheckFacts = {
  point: RecoveryPoint
  target_name: string
  /** Undefined while it is not known, null when there is none. */
  agent: Agent | null | undefined
  /** Whether a restore to the target is under way; undefined while it is not known. */
  busy: boolean | undefined
  chosen: number
  missing: readonly string[]
  now: Date
}

/** What is known before a restore starts, in the order one would ask. What is not known yet is left out. */
export function restoreChecks(facts: CheckFacts): RestoreCheck[] {
  return [...pointChecks(facts), ...filesCheck(facts), ...agentCheck(facts), ...otherCheck(facts)]
}

function pointChecks({ point, now }: CheckFacts): RestoreCheck[] {
  const gone = whyNotRestore(point)
  if (gone !== null)
    return [{ key: 'point', tone: 'bad', text: 'This backup cannot be restored.', more: gone, remedy: 'backup' }]
  const checks: RestoreCheck[] = []
  if (point.damage !== null)
    checks.push({
      key: 'damage',
      tone: 'warn',
      text: `Damage was found on ${formatTime(point.damage.found_at, { now })}.`,
      more:
        point.damage.files === null
          ? 'Some files may not come back. An older backup may be whole.'
          : `${formatPlural(point.damage.files, 'file')} may not come back. An older backup may be whole.`,
      remedy: 'backup',
    })
  else checks.push({ key: 'point', tone: 'good', text: 'The backup is there, and no damage is known' })
  if (point.warning !== null)
    checks.push({ key: 'warning', tone: 'warn', text: 'It ended with a warning.', more: point.warning.message })
  checks.push(
    point.proven_at === null
      ? {
          key: 'proof',
          tone: 'warn',
          text: 'No drill has restored this backup.',
          more: 'To be sure, restore into another folder first.',
        }
      : { key: 'proof', tone: 'good', text: `A drill restored it ${formatTime(point.proven_at, { now })}` },
  )
  return checks
}

function filesCheck({ chosen, missing }: CheckFacts): RestoreCheck[] {
  if (missing.length === 0) return []
  const all = missing.length === chosen
  return [
    {
      key: 'files',
      tone: all ? 'bad' : 'warn',
      text: all
        ? 'Nothing of what was chosen is in this backup.'
        : `Not in this backup: ${missing.slice(0, 3).join(', ')}.`,
      more: all
        ? undefined
        : missing.length > 3
          ? `And ${missing.length - 3} more. The others come back.`
          : 'The others come back.',
      remedy: 'what',
    },
  ]
}

function agentCheck({ agent, target_name, now }: CheckFacts): RestoreCheck[] {
  if (agent === undefined) return []
  if (agent === null)
    return [
      {
        key: 'agent',
        tone: 'bad',
        text: `No agent runs on ${target_name}.`,
        more: 'Only an agent can write files there. The server’s page has the command that enrols one.',
        remedy: 'agent',
      },
    ]
  if (agent.trouble !== null)
    return [
      { key: 'agent', tone: 'warn', text: `The agent on ${target_name} can do no work.`, more: agent.trouble.message },
    ]
  if (agent.paused)
    return [
      {
        key: 'agent',
        tone: 'warn',
        text: `The agent on ${target_name} is paused.`,
        more: 'The restore waits until it is resumed on the server’s page.',
        remedy: 'agent',
      },
    ]
  if (!agent.connected)
    return [
      {
        key: 'agent',
        tone: 'warn',
        text: `The agent on ${target_name} is ${agentLook(agent, now).word.toLowerCase()}, last seen ${formatTime(agent.last_seen_at, { now })}.`,
        more: 'The restore waits for it to come back.',
      },
    ]
  return [{ key: 'agent', tone: 'good', text: `The agent on ${target_name} is connected` }]
}

function otherCheck({ busy, target_name }: CheckFacts): RestoreCheck[] {
  if (busy === undefined) return []
  return [
    busy
      ? {
          key: 'other',
          tone: 'bad',
          text: `Another restore to ${target_name} is under way.`,
          more: 'Wait for its end, or cancel it.',
          remedy: 'restores',
        }
      : { key: 'other', tone: 'good', text: `No other restore to ${target_name} is under way` },
  ]
}
