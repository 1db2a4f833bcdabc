import type { ReactNode } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { NewServerChoices } from '../../../../src/restores/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import { formatDuration } from '../../format/format-duration.ts'
import { formatTime } from '../../format/format-time.ts'
import { newServerOf, whyNotOrder } from '../../lib/new-server.ts'
import { monthWords, newServerChecks, newServerWillHappen } from '../../lib/new-server-restore.ts'
import { pointLook, pointName } from '../../lib/point-look.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import { useNow } from '../../lib/use-now.ts'
import type { Path } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { StateBadge } from '../../ui/StateBadge.tsx'
import { ComingSteps } from './ComingSteps.tsx'
import { ReviewChecks } from './ReviewChecks.tsx'
import { StartRestore } from './StartRestore.tsx'
import type { ImageFacts } from './use-image-facts.ts'
import type { NewServerFacts } from './use-new-server.ts'
import styles from './Wizard.module.css'
import type { WizardStep } from './wizard-steps.ts'

type Props = {
  server: Server
  point: RecoveryPoint
  provider: ProviderSummary | undefined
  choice: RestoreChoice
  image: ImageFacts
  fresh: NewServerFacts
  at: (step: WizardStep) => Path
}

/** Last step where an image becomes a new server: what is ordered, what it costs, what was checked, and the button. */
export function NewServerReviewStep({ server, point, provider, choice, image, fresh, at }: Props) {
  const { label, backing_up } = image
  const choices = fresh.choices.data
  const { region, size } = choices ? newServerOf(choice.new_server, choices) : { region: null, size: null }
  const { name } = choice.new_server
  const checks =
    choices && size
      ? newServerChecks({ point, provider, label, size, min_disk_gb: choices.min_disk_gb, backing_up, server })
      : []
  const wish = { name, region: region ?? '', size: size?.name ?? '' }
  return (
    <Sheet className={styles.review}>
      <div className={styles.reviewMain}>
        <Panel title="Check this first" flush>
          <OrderFacts {...{ server, point, label, name, region, size }} />
        </Panel>
        {checks.length > 0 && (
          <Panel title="Checks" count="asked again when you confirm" flush>
            <ReviewChecks checks={checks} target={server} at={at} />
          </Panel>
        )}
      </div>
      <div className={styles.reviewSide}>
        {size && (
          <Panel title="What will happen">
            <ComingSteps steps={newServerWillHappen({ name, label, size, health_port: server.health_port })} />
          </Panel>
        )}
        <StartRestore
          server={server}
          point={point}
          choice={{ ...choice, new_server: wish }}
          target={{ id: server.id, name }}
          checks={checks}
          at={at}
          image={{
            whyNot: fresh.whyNot ?? fresh.choices.error?.message ?? whyNotOrder(choice.new_server, choices),
            order: `This orders ${name} at ${label}${size ? `: ${monthWords(size.price_per_month)}` : ''}.`,
          }}
        />
      </div>
    </Sheet>
  )
}

type OrderProps = Pick<Props, 'server' | 'point'> & {
  label: string
  name: string
  region: string | null
  size: NewServerChoices['sizes'][number] | null
}

/** What one confirms: from which image, what is ordered, what it costs, and that the old server stays. */
function OrderFacts({ server, point, label, name, region, size }: OrderProps) {
  const now = useNow()
  const rows: [string, ReactNode][] = [
    [
      'From',
      <span key="from" className={styles.from}>
        <strong>
          {pointName(point)}, {formatTime(point.taken_at, { now })}
        </strong>
        <StateBadge flat look={pointLook(point)} />
      </span>,
    ],
    ['Age', formatDuration(now.getTime() - new Date(point.taken_at).getTime())],
    [
      'To',
      <span key="to">
        <strong>{name}</strong>, a new server of {server.organization_name}, at {label} {region ?? ''}
      </span>,
    ],
    ['Size', size ? `${size.name}, ${size.disk_gb} GB disk` : 'not chosen yet'],
    [
      'Costs',
      size?.price_per_month
        ? `at most ${monthWords(size.price_per_month)}, billed by ${label} from the order until it is deleted there`
        : `not known here; ${label} bills it from the order until it is deleted there`,
    ],
    ['Way back', `${server.name} is not touched. Delete ${name} at ${label} when it is not needed.`],
  ]
  return (
    <dl className={styles.reviewFacts}>
      {rows.map(([word, value]) => (
        <div key={word}>
          <dt>{word}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
