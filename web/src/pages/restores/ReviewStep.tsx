import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { Server } from '../../api/server-types.ts'
import { restoreChecks } from '../../lib/restore-checks.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import { useNow } from '../../lib/use-now.ts'
import { willHappen } from '../../lib/will-happen.ts'
import type { Path } from '../../paths.ts'
import { ReviewFacts } from './ReviewFacts.tsx'
import { ReviewSheet } from './ReviewSheet.tsx'
import { StartRestore } from './StartRestore.tsx'
import { useChosenFacts } from './use-chosen-facts.ts'
import type { RestoreTargets } from './use-restore-targets.ts'
import type { WizardStep } from './wizard-steps.ts'

type Props = {
  server: Server
  point: RecoveryPoint
  choice: RestoreChoice
  targets: RestoreTargets
  at: (step: WizardStep) => Path
}

/** Last step: what is lost, what was checked, what will happen, and the button. */
export function ReviewStep({ server, point, choice, targets, at }: Props) {
  const now = useNow()
  const target = { id: choice.target_server_id, name: targets.nameOf(choice.target_server_id) }
  const chosen = useChosenFacts(point, choice.include)
  const checks = restoreChecks({
    point,
    target_name: target.name,
    agent: targets.agentOf(target.id),
    busy: targets.busy,
    chosen: choice.include.length,
    missing: chosen.missing,
    now,
  })
  const coming = willHappen(choice, {
    server_id: server.id,
    target_name: target.name,
    backs_up: targets.backsUp !== false,
  })
  return (
    <ReviewSheet
      facts={<ReviewFacts server={server} point={point} choice={choice} targets={targets} bytes={chosen.bytes} />}
      checks={checks}
      coming={coming}
      target={target}
      at={at}
      start={<StartRestore server={server} point={point} choice={choice} target={target} checks={checks} at={at} />}
    />
  )
}
