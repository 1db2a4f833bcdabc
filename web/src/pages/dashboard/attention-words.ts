import type { Attention } from '../../../../src/insights/overview/schema.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { type StateLook, states } from '../../ui/marks/states.ts'

type Words = { look: StateLook; title: string; about: string | null; say: string; act: string }

const says: Record<
  Exclude<Attention['kind'], 'account_failing' | 'operator_task'>,
  readonly [say: string, act: string]
> = {
  missing: ['Several complete listings came without it; nothing of it was deleted', 'Show'],
  missed: ['Backup overdue beyond its grace', 'Show'],
  failed: ['Backups could not be switched or taken', 'Show'],
  drifted: ['Backups are otherwise at the provider than they should be', 'Show'],
  needs_operator: ['Waits for what only a person can do', 'Show'],
  at_risk: ['The next backup is late, still inside its grace', 'Show'],
  paused: ['New backups paused for lack of a paid place; restores work', 'Show'],
  unprotected: ['No protection switched on', 'Show'],
}

/** What needs a hand, in a line of what and a line of why. */
export function attentionWords(group: Attention): Words {
  const { kind, count, example, about } = group
  if (kind === 'account_failing')
    return {
      look: states.provider_account.unauthorized,
      title: `${formatPlural(count, 'provider account does', 'provider accounts do')} not answer`,
      about: null,
      say: about ?? 'Nothing is synced until it answers',
      act: 'Show accounts',
    }
  if (kind === 'operator_task')
    return {
      look: states.server.needs_operator,
      title: formatPlural(count, 'task for an operator', 'tasks for operators'),
      about: null,
      say: about ?? 'What no API can do',
      act: count === 1 ? 'Open task' : 'Open tasks',
    }
  const [say, act] = says[kind]
  const look = states.server[kind]
  const owner = example?.organization_name ?? null
  if (kind === 'unprotected' || example === null)
    return {
      look,
      title: formatPlural(count, 'server'),
      about: null,
      say: example ? `${say}; ${example.critical ? 'the critical ' : ''}${example.name} of ${owner} is one` : say,
      act,
    }
  const reason = example.protections.find((one) => one.reason !== null)?.reason?.message
  return {
    look,
    title: example.name,
    about: `${owner}${count > 1 ? ` and ${formatPlural(count - 1, 'other')}` : ''}`,
    say: kind === 'failed' || kind === 'needs_operator' ? (reason ?? say) : say,
    act,
  }
}
