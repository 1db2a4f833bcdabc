import type { ImageDrills } from '../../../src/maintenance/image-drills/schema.ts'
import type { ImageChecksInput } from '../api/recovery-points.ts'
import type { Server } from '../api/server-types.ts'
import { minorOf, moneyText } from './money-text.ts'

export type ImageChecksForm = { port: string; drills: boolean; ceiling: string; currency: string }

type Given = { server: Pick<Server, 'health_port' | 'price'>; drills: ImageDrills | undefined }

export function imageChecksForm({ server, drills }: Given): ImageChecksForm {
  const currency = drills?.ceiling?.currency ?? server.price?.currency ?? ''
  return {
    port: server.health_port === null ? '' : String(server.health_port),
    drills: drills?.enabled === true,
    ceiling: drills?.ceiling ? moneyText(drills.ceiling.amount_minor, currency) : '',
    currency,
  }
}

/** The price list has no drill as dear as this; the API takes no more. */
const mostMinor = 1_000_000

export const imageChecksProblems = {
  port: (text: string) =>
    text.trim() === '' || (/^\d{1,5}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= 65_535)
      ? null
      : 'Type a port from 1 to 65535, or nothing.',
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
  { port, drills, ceiling, currency }: ImageChecksForm,
  before: ImageChecksForm,
): Omit<ImageChecksInput, 'server_id'> {
  const code = currency.trim().toUpperCase()
  const amount_minor = minorOf(ceiling, code)
  const moved = drills !== before.drills || (drills && (ceiling !== before.ceiling || currency !== before.currency))
  return {
    ...(port.trim() === before.port ? {} : { health_port: port.trim() === '' ? null : Number(port) }),
    ...(!moved
      ? {}
      : { drills: drills && amount_minor !== null ? { ceiling: { amount_minor, currency: code } } : null }),
  }
}
