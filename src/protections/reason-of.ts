import type { Capabilities } from '../providers/provider.ts'
import type { GiveUpReason, OperatorReason, WaitReason } from './decide-next-step.ts'
import type { Reason } from './schema.ts'

export type ReasonCode =
  | WaitReason
  | OperatorReason
  | GiveUpReason
  | 'provider_refused'
  | 'server_gone'
  | 'provider_away'
  | 'server_busy'

type Facts = { label: string; told?: string | undefined }

/** Why a protection stands where it stands, and what comes next or what to do. Providers are named by their label. */
const sentences: Record<ReasonCode, (facts: Facts) => string> = {
  provider_works: ({ label }) => `${label} is at work on it. This goes on by itself.`,
  server_locked: ({ label }) =>
    `${label} is doing something else with this server. Backstay goes on when that is over.`,
  server_busy: () => 'Another change of this server is under way here. This goes on when that is over.',
  not_confirmed_yet: ({ label }) =>
    `It was sent to ${label}, which does not show it yet. Backstay looks again by itself.`,
  provider_away: ({ label, told }) =>
    `${label} does not answer as it should${told ? ` (${told})` : ''}. Backstay tries again by itself.`,
  cancel_in_panel: ({ label }) =>
    `${label} has no way to switch these backups off by API. An operator cancels the add-on in the ${label} panel; until then ${label} goes on taking and billing them.`,
  purchase_not_confirmed: ({ label }) =>
    `The order was sent to ${label}, but ${label} does not show it. So that nothing is bought twice, an operator looks into the ${label} panel first.`,
  action_hangs: ({ label }) =>
    `${label} took the change and has been at work on it for hours. An operator looks into the ${label} panel.`,
  addons_not_known: ({ label }) =>
    `This server has add-ons at ${label} that are not known here, and one of them may be these backups already. So that nothing is bought twice, an operator looks into the ${label} panel first.`,
  subscription_lapsed: () =>
    'The subscription ended before the backups were on. Renew it under Plans, then enable them again.',
  provider_failed: ({ label, told }) =>
    `${label} took the change and then failed${told ? `: ${told}` : ''}. Nothing is on; try again, or ask your operator.`,
  provider_refused: ({ label, told }) =>
    `${label} refused the change${told ? `: ${told}` : ''}. Nothing was changed; an operator checks the provider account.`,
  never_confirmed: ({ label }) => `${label} never showed the change. Look into the ${label} panel, then try again.`,
  state_not_visible: ({ label }) =>
    `The credentials of this ${label} account do not show whether backups are on, so nothing was sent. An operator gives them the missing right under Provider accounts.`,
  off_meanwhile: ({ label }) =>
    `${label} shows these backups as off, so their schedule was not changed. Enable them again, with the schedule you want.`,
  server_gone: ({ label }) =>
    `${label} has no such server any more. Sync the provider account, then look at the server again.`,
}

export const reasonOf = (code: ReasonCode, capabilities: Pick<Capabilities, 'label'>, told?: string): Reason => ({
  code,
  message: sentences[code]({ label: capabilities.label, told: told?.replace(/\.$/, '') }),
})
