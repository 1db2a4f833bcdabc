import type { RecoveryPoint } from '../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../api/provider-types.ts'
import type { Server } from '../api/server-types.ts'
import { formatMoney, type Money } from '../format/format-money.ts'
import { proofCheck } from './image-checks.ts'
import type { NewServerSize } from './new-server.ts'
import { whyNotRestore } from './point-look.ts'
import type { RestoreCheck } from './restore-checks.ts'
import { type HealthWish, healthStep } from './restore-health.ts'
import type { ComingStep } from './will-happen.ts'

/** What a size costs, as far as anybody knows. */
export function monthWords(price: Money | null): string {
  return price === null ? 'price not known' : `${formatMoney(price)} a month`
}

type Facts = {
  point: RecoveryPoint
  provider: ProviderSummary | undefined
  label: string
  size: NewServerSize
  min_disk_gb: number | null
  /** A backup of the server is being taken; undefined while it is not known. */
  backing_up: boolean | undefined
  server: Pick<Server, 'name'>
}

/** What is known before a new server is made of an image, in the order one would ask. */
export function newServerChecks({
  point,
  provider,
  label,
  size,
  min_disk_gb,
  backing_up,
  server,
}: Facts): RestoreCheck[] {
  const gone = whyNotRestore(point, provider)
  const checks: RestoreCheck[] = [
    gone === null
      ? { key: 'point', tone: 'good', text: `${label} listed the image last time` }
      : { key: 'point', tone: 'bad', text: 'This image cannot be restored here.', more: gone, remedy: 'backup' },
    min_disk_gb === null
      ? { key: 'files', tone: 'warn', text: `${label} does not say how large a disk the image wants.` }
      : { key: 'files', tone: 'good', text: `The disk fits: ${size.disk_gb} GB of ${min_disk_gb} GB needed` },
  ]
  if (backing_up === true)
    checks.push({
      key: 'other',
      tone: 'warn',
      text: `A backup of ${server.name} is being taken.`,
      more: 'While that is a snapshot, the order is refused. Wait for its end.',
    })
  return [...checks, proofCheck(point)]
}

/** What making a new server of an image will do, in order. */
export function newServerWillHappen(about: {
  name: string
  label: string
  size: NewServerSize
  health: HealthWish
}): ComingStep[] {
  const { name, label, size, health } = about
  return [
    {
      key: 'order',
      title: `${label} is asked for ${name}`,
      text: `Once, whatever happens on the way. It costs from then on: ${monthWords(size.price_per_month)}.`,
    },
    {
      key: 'start',
      title: 'The server starts',
      text: 'With an address of its own, and with the passwords and keys of that day, or a password of root that is shown to you once.',
    },
    ...healthStep(health),
    {
      key: 'done',
      title: 'Done',
      text: 'It stands among your servers, with backups off. It stays until you delete it at the provider.',
    },
  ]
}
