import type { NativeSchedule, Started } from '../provider.ts'
import type { KnownAddons } from '../provider-entry.ts'
import { ProviderError } from '../provider-error.ts'
import type { ContaboAsk } from './contabo-ask.ts'
import { canHaveAutoBackup } from './products.ts'
import { getInstance, instancePath } from './servers.ts'
import { toServer } from './to-server.ts'
import { unsupported } from './unsupported.ts'

/**
 * Buys the auto-backup add-on. Contabo has no key against buying twice, so this looks first and sends once: a server that shows
 * the add-on is left as it is. After an unknown end the caller compares add-ons before and after (`learnBackupAddon`).
 *
 * The operation's own prose says "currently only firewalling and private network addon is allowed" while its schema and the
 * official command line offer `backup` (API document 1.0.0, still so in 2026): a refusal here is possible and told as it comes.
 */
export const enableNative = async (
  ask: ContaboAsk,
  known: KnownAddons,
  ref: string,
  schedule: NativeSchedule | null,
): Promise<Started> => {
  if (schedule !== null && (schedule.every !== 'day' || schedule.hour !== undefined)) throw noChoice()
  const before = toServer(await getInstance(ask, ref), known)
  if (before.native.state === 'on') return { action: null }
  if (canHaveAutoBackup(before.size) === false) {
    throw unsupported(
      `back up a ${before.size}`,
      'Contabo sells auto-backup for Core and Performance VPS only; protect this server by other means.',
    )
  }
  if (before.provider_status === 'pending_payment') throw unpaid(before.name)
  await ask.done({
    operation: 'upgradeInstance',
    method: 'POST',
    path: `${instancePath(ref)}/upgrade`,
    body: { backup: {} },
  })
  return { action: null }
}

/** Cancelling is left to the panel; `cancel` in the API would end the whole server. */
export const disableNative = (): never => {
  throw unsupported(
    'cancel auto-backup',
    'Cancel the add-on in the Contabo panel; Contabo bills it until that has taken effect.',
  )
}

export const noChoice = (): ProviderError =>
  unsupported('set the time of auto-backup', 'It runs once a day at a time that Contabo chooses.')

const unpaid = (name: string): ProviderError =>
  new ProviderError(
    `An order for ${name} waits for payment at Contabo, so nothing more is bought. Pay or cancel it in the Contabo panel, then try again.`,
    { kind: 'payment_required', effect: 'none', retry_after_ms: null },
  )
