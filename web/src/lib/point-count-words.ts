import type { RecoveryPointCounts } from '../../../src/recovery-points/schema.ts'
import { formatCount } from '../format/format-count.ts'
import { formatPlural } from '../format/format-plural.ts'

type Kind = RecoveryPointCounts['kinds'][number]

/** How many backups a list shows, beside its title: all with those one can restore, or of how many where it is filtered. */
export function pointCountWords(
  { total, restorable, kinds }: RecoveryPointCounts,
  filters: { [key in 'method' | 'standing' | 'outcome']?: Kind[key] | undefined },
): string | undefined {
  if (total === 0) return undefined
  const { method, standing, outcome } = filters
  if (method === undefined && standing === undefined && outcome === undefined)
    return `${formatCount(restorable)} restorable, ${formatCount(total)} in all`
  const fits = kinds.filter(
    (kind) =>
      (method === undefined || kind.method === method) &&
      (standing === undefined || kind.standing === standing) &&
      (outcome === undefined || kind.outcome === outcome),
  )
  return `${formatCount(fits.reduce((sum, { count }) => sum + count, 0))} of ${formatPlural(total, 'backup')}`
}
