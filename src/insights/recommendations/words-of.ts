import { listOf } from '../overview/list-of.ts'
import { type Facts, type Recommendation, wantedDays } from './schema.ts'

export type Words = Pick<Recommendation, 'title' | 'reason' | 'effect' | 'server_id' | 'plan_id' | 'list' | 'apply'>
type Of<Kind extends Facts['kind']> = Extract<Facts, { kind: Kind }>

/** What a recommendation says to people. Pure. */
export const wordsOf = (facts: Facts, organization: { id: string; name: string }): Words => {
  switch (facts.kind) {
    case 'unprotected':
      return unprotected(facts, organization)
    case 'stale':
      return stale(facts)
    case 'drift':
      return drift(facts)
    case 'cheaper_method':
      return cheaper(facts)
    case 'longer_retention':
      return longer(facts, organization.name)
    case 'unused_places':
      return unused(facts, organization)
    case 'beyond_subscription':
      return beyond(facts, organization)
  }
}

const servers = (count: number) => (count === 1 ? '1 server' : `${count} servers`)
const places = (count: number) => (count === 1 ? '1 place' : `${count} places`)
const risk = (words: string) => ({ kind: 'risk' as const, money: null, words })
const methodWords = { native: 'the provider’s own backups', snapshot: 'snapshots', files: 'file backups' } as const

const unprotected = (facts: Of<'unprotected'>, organization: { id: string; name: string }): Words => ({
  title: `Back up ${servers(facts.servers)} of ${organization.name}`,
  reason: `${facts.example}${facts.servers > 1 ? ' and others have' : ' has'} no backups${facts.critical > 0 ? `, ${facts.critical} of them critical` : ''}; ${facts.free_places === 0 ? 'no free place covers them' : `${places(facts.free_places)} ${facts.free_places === 1 ? 'is' : 'are'} free for them`}`,
  effect: risk('What is lost there cannot be had back'),
  server_id: null,
  plan_id: null,
  list: listOf('/api/servers', { organization_id: organization.id, state: 'unprotected' }),
  apply: {
    words: `Switch backups on for ${servers(facts.servers)}; those without a place or a fitting method are refused one by one`,
    why_not: facts.free_places === 0 ? 'No free place covers them. Add places under Plans.' : null,
  },
})

const dayWords = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(iso),
  )

const stale = (facts: Of<'stale'>): Words => ({
  title: `Look after ${facts.server_name}`,
  reason:
    facts.last_backup_at === null
      ? 'Backups are on, and none has ever succeeded'
      : `The newest backup is of ${dayWords(facts.last_backup_at)}`,
  effect: risk(facts.last_backup_at === null ? 'Nothing can be restored' : 'All since then would be lost'),
  server_id: facts.server_id,
  plan_id: null,
  list: null,
  apply: {
    words: facts.method === 'snapshot' ? 'Take a snapshot now' : 'Back up its files now',
    why_not:
      facts.method === null
        ? 'The provider takes these backups at its own times, or they are paused. Look at the server.'
        : null,
  },
})

const drift = (facts: Of<'drift'>): Words => {
  const wantsOn = facts.desired_state === 'on'
  return {
    title: wantsOn ? `Switch backups of ${facts.server_name} on again` : `Decide about backups of ${facts.server_name}`,
    reason: wantsOn
      ? `${capital(methodWords[facts.method])} were switched off outside of Backstay`
      : `${capital(methodWords[facts.method])} are on though they should be off`,
    effect: wantsOn
      ? risk('No new backups until then')
      : { kind: 'costs', money: null, words: 'The provider bills them; how much is not known here' },
    server_id: facts.server_id,
    plan_id: null,
    list: null,
    apply: {
      words: 'Switch them on again',
      why_not: wantsOn ? null : 'Switching off can destroy backups, so it is done on the server’s page.',
    },
  }
}

const cheaper = (facts: Of<'cheaper_method'>): Words => ({
  title: `Back ${facts.server_name} up by ${methodWords[facts.to]}`,
  reason: `They keep what the plan promises, ${facts.keeps_days} days, for less than ${facts.from.map((method) => methodWords[method]).join(' and ')}`,
  effect: {
    kind: 'saves',
    money: facts.saves,
    words: 'A month, once what is on now is switched off; until then both are billed',
  },
  server_id: facts.server_id,
  plan_id: null,
  list: null,
  apply: {
    words: `Switch ${methodWords[facts.to]} on beside what is on now. Switch that off on the server’s page once the first new backup is there.`,
    why_not: null,
  },
})

const longer = (facts: Of<'longer_retention'>, organization: string): Words => {
  const [only] = facts.targets
  return {
    title:
      facts.why === 'critical'
        ? `Keep ${facts.name} for ${wantedDays} days instead of ${facts.kept_days}`
        : `Keep ${servers(facts.servers)} named ${facts.name} for ${wantedDays} days instead of ${facts.kept_days}`,
    reason:
      facts.why === 'critical'
        ? 'It is marked critical'
        : `They are named alike and of one plan type, so they seem to do one thing together for ${organization}`,
    effect: { kind: 'costs', money: null, words: 'More storage; what that costs is not known' },
    server_id: facts.why === 'critical' ? (only?.server_id ?? null) : null,
    plan_id: null,
    list: null,
    apply: {
      words: `Keep the last backup of each of ${wantedDays} days, beside what is kept already`,
      why_not: null,
    },
  }
}

const unused = (facts: Of<'unused_places'>, organization: { id: string; name: string }): Words => {
  const free = facts.places - facts.used
  const helped = Math.min(free, facts.unprotected)
  return {
    title: `${organization.name} pays for ${places(facts.places)} on ${facts.plan_name} and uses ${facts.used === 0 ? 'none' : facts.used}`,
    reason:
      facts.unprotected === 0
        ? 'It has no server without backups that the plan covers'
        : `${places(free)} could cover ${servers(facts.unprotected)} without backups`,
    effect:
      facts.unprotected === 0
        ? { kind: 'saves', money: null, words: 'Fewer places; what that saves the subscription says' }
        : risk('These places are paid for already; the servers have no backups'),
    server_id: null,
    plan_id: facts.plan_id,
    list: listOf('/api/servers', { organization_id: organization.id, state: 'unprotected' }),
    apply: {
      words: `Switch backups on for ${servers(helped)}, critical ones first`,
      why_not: helped === 0 ? 'No server is left for these places. Change the subscription under Plans.' : null,
    },
  }
}

const beyond = (facts: Of<'beyond_subscription'>, organization: { id: string; name: string }): Words => ({
  title: `Add ${places(facts.servers)} on ${facts.plan_name} for ${organization.name}`,
  reason: `${servers(facts.servers)} ${facts.servers === 1 ? 'goes' : 'go'} on without a paid place; snapshots and file backups pause`,
  effect: { kind: 'revenue', money: facts.price, words: 'A month, at the plan’s price' },
  server_id: null,
  plan_id: facts.plan_id,
  list: null,
  apply: {
    words:
      'Add the places to the subscription. An operator adds them at once, by card where the customer pays so; for members it becomes a request.',
    why_not: null,
  },
})

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)
