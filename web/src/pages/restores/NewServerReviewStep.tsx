import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { NewServerChoices } from '../../../../src/restores/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import { newServerOf, whyNotOrder } from '../../lib/new-server.ts'
import { monthWords, newServerChecks, newServerWillHappen } from '../../lib/new-server-restore.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import type { Path } from '../../paths.ts'
import { ChoicesNotKnown } from './ChoicesNotKnown.tsx'
import { FactsToConfirm } from './FactsToConfirm.tsx'
import { ReviewSheet } from './ReviewSheet.tsx'
import { StartRestore } from './StartRestore.tsx'
import type { ImageFacts } from './use-image-facts.ts'
import type { NewServerFacts } from './use-new-server.ts'
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
    <ReviewSheet
      facts={<OrderFacts {...{ server, point, label, name, region, size }} />}
      ticks={fresh.whyNot === null && fresh.choices.error && <ChoicesNotKnown choices={fresh.choices} label={label} />}
      checks={checks}
      checked="asked again when you confirm"
      coming={size && newServerWillHappen({ name, label, size, health: server })}
      target={server}
      at={at}
      start={
        <StartRestore
          server={server}
          point={point}
          choice={{ ...choice, new_server: wish }}
          target={{ id: server.id, name }}
          checks={checks}
          at={at}
          image={{
            whyNot: fresh.whyNot ?? whyNotOrder(choice.new_server, choices),
            order: `This orders ${name} at ${label}${size ? `: ${monthWords(size.price_per_month)}` : ''}.`,
          }}
        />
      }
    />
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
  return (
    <FactsToConfirm
      point={point}
      rows={[
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
      ]}
    />
  )
}
