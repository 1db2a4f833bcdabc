import type { Capabilities, NativeCapability } from '../../providers/provider.ts'
import { pauseDays } from './pause-days.ts'
import type { Keeps, OfferWarning, Terms } from './schema.ts'

type Native = { native: NativeCapability; keeps: Keeps; every: 'day' | 'week'; size_unknown: boolean }

/** What to know before the provider's own backups are switched on. */
export const nativeWarnings = (
  { server, wish }: Terms,
  { label }: Capabilities,
  { native, keeps, every, size_unknown }: Native,
): OfferWarning[] => {
  const found: (OfferWarning | false)[] = [
    size_unknown && {
      code: 'size_unknown',
      message: `Whether ${label} sells backups for ${server.size === null ? 'a server of this size' : `the size ${server.size}`} is not known; switching on tells.`,
    },
    native.enabling_is_a_purchase && {
      code: 'purchase',
      message: `Switching on buys an add-on from ${label}, and it is billed from then on.`,
    },
    !native.can_disable && {
      code: 'disable_in_panel',
      message: `${label} lets nobody switch them off from here: a person cancels them in its panel, and they are billed until then.`,
    },
    native.can_disable &&
      native.disable_destroys && {
        code: 'disable_destroys',
        message: `Switching off destroys the backups that ${label} holds then, or has to be taken so.`,
      },
    !native.can_list && {
      code: 'list_in_panel',
      message: `The list of these backups exists in ${label}'s panel only.`,
    },
    !native.can_restore_in_place &&
      !native.can_restore_to_new && {
        code: 'restore_in_panel',
        message: `They are restored in ${label}'s panel only, not from here.`,
      },
    wish.schedule !== undefined &&
      typeof wish.schedule !== 'string' && {
        code: 'time_is_the_providers',
        message: `${label} does not keep to the minute: ${native.hours.length === 0 ? 'it chooses the time itself' : 'it begins some time within a window'}.`,
      },
    keeps.count < Math.floor(keeps.days / pauseDays(every)) && {
      code: 'gaps',
      message: `At most ${keeps.count} are there at once, so not every day of the last ${keeps.days} has one.`,
    },
  ]
  return found.filter((one) => one !== false)
}
