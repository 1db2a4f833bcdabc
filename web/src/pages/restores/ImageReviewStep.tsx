import { useState } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import { useRestoreReview } from '../../api/restores.ts'
import type { Server } from '../../api/server-types.ts'
import { formatTime } from '../../format/format-time.ts'
import { imageChecks } from '../../lib/image-checks.ts'
import { imageTimes, imageWillHappen } from '../../lib/image-restore.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import { reaches } from '../../lib/roles.ts'
import { useNow } from '../../lib/use-now.ts'
import type { Path } from '../../paths.ts'
import { roleOf, useViewer } from '../../shell/viewer.ts'
import { ImageReviewFacts } from './ImageReviewFacts.tsx'
import { NewerSnapshots } from './NewerSnapshots.tsx'
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
  fresh: Pick<NewServerFacts, 'whyNot'>
  at: (step: WizardStep) => Path
}

/** Last step for an image: what is lost, what the provider deletes with it, what was checked, and the button. */
export function ImageReviewStep({ server, point, provider, choice, image, fresh, at }: Props) {
  const viewer = useViewer()
  const may = viewer.me.operator || reaches(roleOf(viewer), 'manager')
  const [accepted, setAccepted] = useState<readonly string[]>([])
  const now = useNow()
  const review = useRestoreReview(point.id, may)
  const { label, newer, noSafety, busy, backing_up } = image
  const safety = choice.safety_backup && noSafety === null
  const checks = imageChecks({
    point,
    server,
    provider,
    label,
    newer,
    busy,
    backing_up,
    fit: review.data?.fit ?? review.error ?? undefined,
    no_new_server: fresh.whyNot,
  })
  const left = newer?.filter((one) => !accepted.includes(one.id)).length ?? 0
  const target = { id: server.id, name: server.name }
  return (
    <ReviewSheet
      facts={<ImageReviewFacts {...{ server, point, label, safety, noSafety, review: review.data }} />}
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
        review: review.data,
        health: server,
        now,
      })}
      {...(review.data && {
        checked: `${formatTime(review.data.checked_at, { now }).replace('today ', '')}, run again when you confirm`,
        times: imageTimes({ safety, label }, review.data),
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
            ...(accepted.length > 0 ? { accept_loss: accepted } : {}),
          }}
        />
      }
    />
  )
}
