import type { ImageDrills } from '../../../src/maintenance/image-drills/schema.ts'
import type { ImageChecksInput } from '../api/recovery-points.ts'
import type { Server } from '../api/server-types.ts'
import { minorOf, moneyText } from './money-text.ts'
import type { HealthWish } from './restore-health.ts'

export type HealthKind = 'none' | 'port' | 'ping'
export type ImageChecksForm = { health: HealthKind; port: string; drills: boolean; ceiling: string; currency: string }

type Given = { server: Pick<Server, 'health_port' | 'health_ping' | 'price'>; drills: ImageDrills | undefined }

export function imageChecksForm({ server, drills }: Given): ImageChecksForm {
  const currency = drills?.ceiling?.currency ?? server.price?.currency ?? ''
  return {
    health: server.health_port !== null ? 'port' : server.health_ping ? 'ping' : 'none',
    port: server.health_port === null ? '' : String(server.health_port),
    drills: drills?.enabled === true,
    ceiling: drills?.ceiling ? moneyText(drills.ceiling.amount_minor, currency) : '',
    currency,
  }
}

/** The price list has no drill as dear as this; the API takes no more. */
const mostMinor = 1_000_000

export const imageChecksProblems = {
  port: (text: string, { health }: ImageChecksForm) =>
    health !== 'port' || (/^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535)
      ? null
      : 'Type a port from 1 to 65535.',
  ceiling: (text: string, { drills, currency }: ImageChecksForm) => {
    if (!drills) return null
    const minor = minorOf(text, currency)
    if (minor === null) return 'Type an amount such as 0.50.'
    return minor > mostMinor ? 'Type a smaller amount: one drill costs less than this.' : null
  },
  currency: (text: string, { drills }: ImageChecksForm) =>
    !drills || /^[A-Z]{3}$/.test(text.trim().toUpperCase()) ? null : 'Type a currency such as EUR.',
}

/** What was changed, and nothing else. */
export function imageChecksInput(
  { health, port, drills, ceiling, currency }: ImageChecksForm,
  before: ImageChecksForm,
): Omit<ImageChecksInput, 'server_id'> {
  const code = currency.trim().toUpperCase()
  const amount_minor = minorOf(ceiling, code)
  const moved = drills !== before.drills || (drills && (ceiling !== before.ceiling || currency !== before.currency))
  return {
    ...(health === before.health && (health !== 'port' || port.trim() === before.port)
      ? {}
      : { health: wishOf(health, port) }),
    ...(!moved
      ? {}
      : { drills: drills && amount_minor !== null ? { ceiling: { amount_minor, currency: code } } : null }),
  }
}

/** Both are sent, so that what was chosen before goes. */
function wishOf(health: HealthKind, port: string): HealthWish {
  return { health_port: health === 'port' ? Number(port) : null, health_ping: health === 'ping' }
}
