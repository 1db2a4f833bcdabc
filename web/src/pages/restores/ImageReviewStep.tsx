import { useState } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import { imageChecks } from '../../lib/image-checks.ts'
import { imageWillHappen } from '../../lib/image-restore.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import type { Path } from '../../paths.ts'
import { ImageReviewFacts } from './ImageReviewFacts.tsx'
import { NewerSnapshots } from './NewerSnapshots.tsx'
import { ReviewSheet } from './ReviewSheet.tsx'
import { StartRestore } from './StartRestore.tsx'
import type { ImageFacts } from './use-image-facts.ts'
import type { WizardStep } from './wizard-steps.ts'

type Props = {
  server: Server
  point: RecoveryPoint
  provider: ProviderSummary | undefined
  choice: RestoreChoice
  image: ImageFacts
  at: (step: WizardStep) => Path
}

/** Last step for an image: what is lost, what the provider deletes with it, what was checked, and the button. */
export function ImageReviewStep({ server, point, provider, choice, image, at }: Props) {
  const [accepted, setAccepted] = useState<readonly string[]>([])
  const { label, newer, noSafety, earlier, busy, backing_up } = image
  const safety = choice.safety_backup && noSafety === null
  const checks = imageChecks({ point, server, provider, label, newer, busy, backing_up })
  const left = newer?.filter((one) => !accepted.includes(one.id)).length ?? 0
  const target = { id: server.id, name: server.name }
  return (
    <ReviewSheet
      facts={<ImageReviewFacts server={server} point={point} label={label} safety={safety} noSafety={noSafety} />}
      ticks={
        newer !== undefined &&
        newer.length > 0 && <NewerSnapshots newer={newer} label={label} accepted={accepted} onChange={setAccepted} />
      }
      checks={checks}
      coming={imageWillHappen({
        point,
        label,
        name: server.name,
        safety,
        newer: newer?.length ?? 0,
        earlier,
        health_port: server.health_port,
      })}
      target={target}
      at={at}
      start={
        <StartRestore
          server={server}
          point={point}
          choice={choice}
          target={target}
          checks={checks}
          at={at}
          image={{
            whyNot: left > 0 ? `Tick each snapshot that ${label} deletes, or choose the newest one.` : null,
            ...(newer && newer.length > 0 ? { accept_loss: newer.length } : {}),
          }}
        />
      }
    />
  )
}
