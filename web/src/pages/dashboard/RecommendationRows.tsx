import { Button } from '@mantine/core'
import {
  type Icon,
  IconAlertTriangle,
  IconReceiptEuro,
  IconShieldCheck,
  IconShieldPlus,
  IconUsers,
} from '@tabler/icons-react'
import { useState } from 'react'
import type { Recommendation } from '../../../../src/insights/recommendations/schema.ts'
import { useSnoozeRecommendation } from '../../api/recommendations.ts'
import { formatMoney } from '../../format/format-money.ts'
import { now } from '../../lib/clock.ts'
import { cx } from '../../lib/cx.ts'
import { lazyDialog } from '../../lib/lazy-dialog.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { MenuAct } from '../../ui/MenuAct.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { Time } from '../../ui/Time.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'
import styles from './Dashboard.module.css'
import { mayApply } from './may-apply.ts'

const ReviewDialog = lazyDialog(
  async () => (await import('./ReviewDialog.tsx')).ReviewDialog,
  (props) => props.recommendation !== null,
)
const DismissDialog = lazyDialog(
  async () => (await import('./DismissDialog.tsx')).DismissDialog,
  (props) => props.recommendation !== null,
)

const weekMs = 7 * 86_400_000
const prefixes = { saves: 'saves ', costs: 'costs ', revenue: 'adds ', risk: '' }

// What is revenue for operators costs who pays it.
const kindFor = (one: Recommendation, operator: boolean) =>
  one.effect.kind === 'revenue' && !operator ? 'costs' : one.effect.kind

/** Each piece of advice with its reason and effect; reviewed before anything is done. */
export function RecommendationRows({ rows }: { rows: readonly Recommendation[] }) {
  const [reviewing, setReviewing] = useState<Recommendation | null>(null)
  const [dismissing, setDismissing] = useState<Recommendation | null>(null)
  const snooze = useSnoozeRecommendation()
  const viewer = useViewer()
  const operator = viewer.scope.kind === 'operator'
  const mayAct = mayApply(viewer)
  const putOff = (one: Recommendation) =>
    snooze.mutate(
      { id: one.id, until: new Date(now().getTime() + weekMs).toISOString() },
      {
        onSuccess: () => showToast({ title: 'Put off for a week.', message: one.title }),
        onError: (error) => showErrorToast('Not put off.', error),
      },
    )
  return (
    <>
      <ul className={styles.rows}>
        {rows.map((one) => (
          <li key={one.id} className={styles.advice}>
            <KindIcon kind={one.kind} />
            <div className={cx(styles.words, styles.aside)}>
              <p className={styles.name}>{one.title}</p>
              <p className={styles.second}>
                {one.reason}
                <StateWords one={one} />
              </p>
            </div>
            <span className={styles.effect}>
              {one.effect.money
                ? `${prefixes[kindFor(one, operator)]}${formatMoney(one.effect.money)} a month`
                : effectWords[kindFor(one, operator)]}
            </span>
            <Button variant="quiet" onClick={() => setReviewing(one)} aria-label={`Review: ${one.title}`}>
              Review…
            </Button>
            {mayAct && (one.state === 'open' || one.state === 'snoozed') ? (
              <RowMenu label={`What to do with: ${one.title}`}>
                <MenuAct onClick={() => putOff(one)}>Put off for a week</MenuAct>
                <MenuAct onClick={() => setDismissing(one)}>Dismiss…</MenuAct>
              </RowMenu>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      <ReviewDialog recommendation={reviewing} onClose={() => setReviewing(null)} />
      <DismissDialog recommendation={dismissing} onClose={() => setDismissing(null)} />
    </>
  )
}

const icons: Record<Recommendation['kind'], Icon> = {
  drift: IconShieldCheck,
  stale: IconAlertTriangle,
  beyond_subscription: IconReceiptEuro,
  unprotected: IconShieldPlus,
  longer_retention: IconShieldPlus,
  cheaper_method: IconReceiptEuro,
  unused_places: IconUsers,
}

function KindIcon({ kind }: Pick<Recommendation, 'kind'>) {
  const Of = icons[kind]
  return <Of size={16} stroke={1.6} className={styles.icon} aria-hidden="true" />
}

const effectWords = {
  saves: 'saves, not known how much',
  costs: 'cost not known',
  revenue: 'adds revenue',
  risk: 'less risk',
}

function StateWords({ one }: { one: Recommendation }) {
  if (one.state === 'snoozed' && one.snoozed_until)
    return (
      <>
        {' '}
        · put off until <Time iso={one.snoozed_until} />
      </>
    )
  if (one.dismissed)
    return (
      <>
        {' '}
        · dismissed by {one.dismissed.by} <Time iso={one.dismissed.at} as="age" />
        {one.dismissed.why && `: ${one.dismissed.why}`}
      </>
    )
  if (one.applied)
    return (
      <>
        {' '}
        · applied by {one.applied.by} <Time iso={one.applied.at} as="age" />: {one.applied.message}
      </>
    )
  return null
}
