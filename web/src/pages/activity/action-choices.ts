import { knownActions } from '../../components/event-sentence.ts'

const nouns: Record<string, string> = {
  server: 'Servers',
  protection: 'Backups',
  subscription: 'Subscriptions',
  plan: 'Plans',
  provider_account: 'Provider accounts',
  provider_prices: 'Prices',
  exchange_rate: 'Exchange rates',
  run: 'Runs',
  backup: 'Backups out of turn',
  recovery_point: 'Single backups',
  restore: 'Restores',
  drill: 'Drills',
  image_drills: 'Drills of images',
  agent: 'Agents',
  enrolment: 'Commands for agents',
  recommendation: 'Recommendations',
  repository: 'Repositories',
  storage_location: 'Storage',
  operator_task: 'Operator tasks',
  stripe_event: 'Stripe',
  demo: 'Demo data',
  organization: 'Customers',
  member: 'Members',
  invitation: 'Invitations',
  operator: 'Operators',
  api_key: 'API keys',
  notification_target: 'Notification targets',
  notification_choices: 'Notification choices',
  session: 'Sign-ins',
  user: 'Accounts',
}

const verbs: Record<string, string> = {
  created: 'made',
  others_ended: 'others ended',
  second_factor_confirmed: 'two-factor code confirmed',
  second_factor_removed: 'two-factor switched off',
  recovery_kit_read: 'recovery kit read',
  password_reset: 'password reset used',
  password_reset_issued: 'password reset link made',
}

type Group = { group: string; items: { value: string; label: string }[] }

/** The kinds of events to choose from, by noun. A kind that came by the address and has no words stands there as it is. */
export function actionChoices(chosen?: string): (Group | { value: string; label: string })[] {
  const groups = Object.entries(nouns).map(([noun, word]) => ({
    group: word,
    items: [
      { value: noun, label: `${word}: all` },
      ...knownActions
        .filter((action) => action.startsWith(`${noun}.`))
        .map((action) => ({ value: action, label: `${word}: ${wordsOf(action)}` })),
    ],
  }))
  const known = groups.some((group) => group.items.some((item) => item.value === chosen))
  const other = chosen && !known ? [{ value: chosen, label: chosen }] : []
  return [{ value: '', label: 'All events' }, ...other, ...groups]
}

function wordsOf(action: string): string {
  const verb = action.slice(action.indexOf('.') + 1)
  return verbs[verb] ?? verb.replaceAll('_', ' ')
}
