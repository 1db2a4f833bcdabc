import type { ReactNode } from 'react'
import type { Plan } from '../../api/billing-types.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { providersFor } from '../../lib/providers-for.ts'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import styles from './Plans.module.css'

export type PlanRow = { key: string; word: string; cell: (plan: Plan) => ReactNode }

/** What plans differ in, one row each; features are data, and those of any plan get a row. */
export function planRows(plans: readonly Plan[], providers: readonly ProviderSummary[]): PlanRow[] {
  // The days stand in a row of their own.
  const features = [...new Set(plans.flatMap((plan) => plan.features))].filter((one) => !/^kept for \d/i.test(one))
  return [
    { key: 'kept', word: 'Kept for', cell: (plan) => formatPlural(plan.retention_days, 'day') },
    ...(providers.length > 0
      ? [
          {
            key: 'clouds',
            word: 'Clouds whose own backups stay so long',
            cell: (plan: Plan) => cloudsFor(plan, providers),
          },
        ]
      : []),
    ...features.map((feature) => ({
      key: `feature ${feature}`,
      word: feature,
      cell: (plan: Plan) => <YesNo yes={plan.features.includes(feature)} />,
    })),
    { key: 'image', word: 'Whole-server image', cell: (plan) => imageWords(plan, providers) },
    { key: 'files', word: 'Single files and folders', cell: (plan) => <YesNo yes={plan.methods.includes('files')} /> },
    {
      key: 'sealed',
      word: 'Encrypted',
      cell: (plan) => (plan.methods.includes('files') ? 'files' : <YesNo yes={false} />),
    },
    {
      key: 'copy',
      word: 'Copy outside the provider’s backups',
      cell: (plan) => (plan.methods.includes('files') ? 'files' : <YesNo yes={false} />),
    },
    { key: 'drill', word: 'Restore drill', cell: drillWords },
    { key: 'times', word: 'Own backup times', cell: (plan) => <YesNo yes={takenByUs(plan)} /> },
    { key: 'types', word: 'Server types', cell: (plan) => plan.plan_types.join(', ') },
  ]
}

/** What Backstay takes itself goes by the customer's schedule; a cloud picks the time of its own. */
function takenByUs({ methods }: Plan): boolean {
  return methods.includes('files') || methods.includes('snapshot')
}

/** Files are proved by themselves, after their first backup and then so often; images where an operator lets it. */
function drillWords({ methods }: Plan): ReactNode {
  return methods.includes('files') ? 'files, every 2 weeks' : <span className="bs-dim">images, on request</span>
}

function imageWords(plan: Plan, providers: readonly ProviderSummary[]): ReactNode {
  if (plan.methods.includes('native') && providersFor(plan, providers).length > 0) return <YesNo yes />
  return plan.methods.includes('snapshot') ? 'by snapshots' : <YesNo yes={false} />
}

/** Whose own backups stay as long as the plan promises: elsewhere its places are for what Backstay takes itself. */
function cloudsFor(plan: Plan, providers: readonly ProviderSummary[]): ReactNode {
  const fitting = providersFor(plan, providers).map((provider) => provider.label)
  const instead = [
    plan.methods.includes('snapshot') ? 'snapshots' : null,
    plan.methods.includes('files') ? 'files by agent' : null,
  ].filter((one) => one !== null)
  return fitting.length > 0 ? (
    fitting.join(', ')
  ) : (
    <span className="bs-dim">{['none', ...(instead.length > 0 ? [instead.join(' or ')] : [])].join('; ')}</span>
  )
}

function YesNo({ yes }: { yes: boolean }) {
  if (!yes) return <span className="bs-dim">no</span>
  return (
    <span className={styles.yes}>
      <StateMark mark="tick" tone="inherit" />
      <span className="bs-hidden">yes</span>
    </span>
  )
}
