import type { AuditEvent } from '../api/types.ts'
import { formatPlural } from '../format/format-plural.ts'
import { describeUserAgent } from '../lib/describe-user-agent.ts'
import { named, plain, type SentencePart, target, textOf } from './sentence-parts.ts'
import { serverSentences } from './server-sentences.ts'

type Sayer = (event: AuditEvent) => SentencePart[]

/** What follows the actor's name. An action that is not here is said with its own words. */
const sayings: Record<string, Sayer> = {
  ...serverSentences,
  'organization.created': (event) => [plain('made the organization'), target(event)],
  'organization.renamed': (event) => [
    plain('renamed'),
    named(textOf(event.before?.name) ?? 'an organization'),
    plain('to'),
    target(event),
  ],
  'organization.deleted': (event) => [plain('deleted the organization'), target(event)],
  'member.joined': (event) => [plain('joined as'), plain(textOf(event.after?.role) ?? 'member')],
  'member.role_changed': (event) => [
    plain('changed the role of'),
    target(event),
    plain(`from ${textOf(event.before?.role) ?? 'another'} to ${textOf(event.after?.role) ?? 'another'}`),
  ],
  'member.removed': (event) =>
    event.actor.id !== null && event.actor.id === event.before?.user_id
      ? [plain('left the organization')]
      : [plain('removed'), target(event), plain('from the organization')],
  'invitation.created': (event) => [
    plain('invited'),
    target(event),
    plain(`as ${textOf(event.after?.role) ?? 'member'}`),
  ],
  'invitation.revoked': (event) => [plain('revoked the invitation of'), target(event)],
  'operator.created': (event) =>
    event.actor.id === event.target.id ? [plain('became operator')] : [plain('made'), target(event), plain('operator')],
  'operator.removed': (event) =>
    event.actor.id === event.target.id
      ? [plain('stepped down as operator')]
      : [plain('removed'), target(event), plain('as operator')],
  'api_key.created': (event) => [
    plain(event.after?.operator === true ? 'made the operator API key' : 'made the API key'),
    target(event),
  ],
  'api_key.deleted': (event) => [plain('deleted the API key'), target(event)],
  'notification_target.created': (event) => [plain('added the notification target'), target(event)],
  'notification_target.changed': (event) => [plain('changed the notification target'), target(event)],
  'notification_target.removed': (event) => [plain('removed the notification target'), target(event)],
  'notification_target.secret_rotated': (event) => [plain('gave a new secret to'), target(event)],
  'notification_choices.changed': () => [plain('chose what to get by e-mail')],
  'notification_choices.unsubscribed': (event) => [
    plain('took an e-mail’s link that stops all e-mails to'),
    target(event),
  ],
  'session.started': (event) => [plain(signedInWith[textOf(event.after?.second_factor) ?? ''] ?? 'signed in')],
  // Signing out names the person, ending another session names that session.
  'session.ended': (event) =>
    event.target.id.startsWith('ses_')
      ? [plain('ended a session of'), plain(describeUserAgent(event.target.name))]
      : [plain('signed out')],
  'user.time_zone_changed': (event) => [
    plain('gets times in e-mails by the clocks of'),
    named(String(event.after?.time_zone ?? 'UTC')),
  ],
  'session.others_ended': (event) => {
    const count = event.before?.count
    return [
      plain(
        typeof count === 'number'
          ? `signed out everywhere else, ${formatPlural(count, 'session')}`
          : 'signed out everywhere else',
      ),
    ]
  },
  'user.renamed': (event) => [plain('changed their name to'), target(event)],
  'user.password_changed': () => [plain('changed their password')],
  'user.password_reset': () => [plain('set a new password with a reset link')],
  'user.password_reset_issued': (event) => [plain('made a password reset link for'), target(event)],
  'user.second_factor_confirmed': () => [plain('confirmed a two-factor code')],
  'user.second_factor_removed': (event) =>
    event.actor.id === event.target.id
      ? [plain('switched two-factor sign-in off')]
      : [plain('switched two-factor sign-in off for'), target(event)],
  'user.backup_code_used': () => [plain('used up a backup code')],
  'user.backup_codes_replaced': () => [plain('made new backup codes')],
}

const signedInWith: Record<string, string> = {
  totp: 'signed in with a two-factor code',
  backup_code: 'signed in with a backup code',
}

/** Every action that has words of its own. */
export const knownActions = Object.keys(sayings)

/** An audit event as a sentence: Mira Krause invited jo@example.com as viewer. */
export function eventSentence(event: AuditEvent): SentencePart[] {
  const say = sayings[event.action]
  return [named(event.actor.name), ...(say ? say(event) : byItsOwnWords(event))]
}

function byItsOwnWords(event: AuditEvent): SentencePart[] {
  const [noun = '', verb = ''] = event.action.split('.')
  return [plain(`${verb} the ${noun}`.replaceAll('_', ' ')), target(event)]
}
