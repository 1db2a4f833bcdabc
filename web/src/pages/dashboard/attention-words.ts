import type { Attention } from '../../../../src/insights/overview/schema.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { type StateLook, states } from '../../ui/marks/states.ts'

type Words = { look: StateLook; title: string; about: string | null; say: string }

const says: Record<Exclude<Attention['kind'], 'account_failing' | 'operator_task'>, string> = {
  missing: 'Several complete listings came without it; nothing of it was deleted',
  missed: 'Backup overdue beyond its grace',
  failed: 'Backups could not be switched or taken',
  drill_failed: 'The backup that it tried may not be restorable',
  drifted: 'Backups at the provider are not as they should be',
  needs_operator: 'Waits for what only a person can do',
  at_risk: 'The next backup is late, still inside its grace',
  paused: 'New backups paused for lack of a paid place; restores work',
  unprotected: 'No protection switched on',
}

/** What needs a hand, in a line of what and a line of why. Within one organization nobody has to be told whose server it is. */
export function attentionWords(group: Attention, mine = false): Words {
  const { kind, count, example, about } = group
  if (kind === 'account_failing')
    return {
      look: states.provider_account.unauthorized,
      title: `${formatPlural(count, 'provider account does', 'provider accounts do')} not answer`,
      about: null,
      say: about ?? 'Nothing is synced until it answers',
    }
  if (kind === 'operator_task')
    return {
      look: states.server.needs_operator,
      title: formatPlural(count, 'task for an operator', 'tasks for operators'),
      about: null,
      say: about ?? 'What no API can do',
    }
  const say = says[kind]
  const look = states.server[kind]
  if (example === null) return { look, title: formatPlural(count, 'server'), about: null, say }
  if (kind === 'unprotected' && count > 1) {
    const whose = mine ? '' : ` of ${example.organization_name}`
    const which = example.critical ? 'the critical ' : ''
    return {
      look,
      title: formatPlural(count, 'server'),
      about: null,
      say: `${say}; ${which}${example.name}${whose} is one`,
    }
  }
  const others = count > 1 ? ` and ${formatPlural(count - 1, 'other')}` : ''
  const reason = example.protections.find((one) => one.reason !== null)?.reason?.message
  return {
    look,
    title: example.name + (mine ? others : ''),
    about: mine ? null : example.organization_name + others,
    say: kind === 'failed' || kind === 'needs_operator' ? firstSentence(reason ?? say) : say,
  }
}

/** What to do about it stands with the server. */
const firstSentence = (text: string): string => /^.*?\.(?=\s)/s.exec(text)?.[0].slice(0, -1) ?? text
