import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { ProviderSummary } from '../../api/provider-types.ts'
import type { Server } from '../../api/server-types.ts'
import type { ListState } from '../../api/use-list.ts'
import { formatTime } from '../../format/format-time.ts'
import { whyNotRestore } from '../../lib/point-look.ts'
import { type RestoreChoice, readRestoreChoice, writeRestoreChoice } from '../../lib/restore-choice.ts'
import { fitChoice, whatWords, whereWords } from '../../lib/restore-plan.ts'
import { useNow } from '../../lib/use-now.ts'
import { paths } from '../../paths.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { useGo } from '../../shell/use-go.ts'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { StepBar } from '../../ui/StepBar.tsx'
import { useServersAbove } from '../servers/use-servers-above.ts'
import { BackupStep } from './BackupStep.tsx'
import { ImageWhatStep } from './ImageWhatStep.tsx'
import { ImageWhereStep } from './ImageWhereStep.tsx'
import { useImageFacts } from './use-image-facts.ts'
import { useNewServer } from './use-new-server.ts'
import { useRestoreTargets } from './use-restore-targets.ts'
import { WhatStep } from './WhatStep.tsx'
import styles from './Wizard.module.css'
import { stepIn, type WizardStep } from './wizard-steps.ts'

// With lists to choose from and a dialog, which the steps before them do without.
const WhereStep = lazy(async () => ({ default: (await import('./WhereStep.tsx')).WhereStep }))
const ReviewStep = lazy(async () => ({ default: (await import('./ReviewStep.tsx')).ReviewStep }))
const NewServerReviewStep = lazy(async () => ({
  default: (await import('./NewServerReviewStep.tsx')).NewServerReviewStep,
}))
const ImageReviewStep = lazy(async () => ({ default: (await import('./ImageReviewStep.tsx')).ImageReviewStep }))

type Props = {
  server: Server
  point: RecoveryPoint
  points: ListState<RecoveryPoint>
  /** What the server's provider can do; undefined while it is not known, or where there is none. */
  provider: ProviderSummary | undefined
  /** The address names this backup; otherwise it is the newest, and nobody chose it yet. */
  chosen: boolean
}

/** The four steps for one backup. What is chosen is kept over a reload, and comes along to another backup. */
export function RestoreWizard({ server, point, points, provider, chosen }: Props) {
  const go = useGo()
  const now = useNow()
  const step = stepIn(useAddressQuery().get('step'), chosen)
  const [kept, setKept] = useState(() => readRestoreChoice(server.id, point.id))
  const choice = fitChoice(kept, point)
  const targets = useRestoreTargets(server, choice.target_server_id)
  const at = (next: WizardStep, from = point.id) => paths.restoreWizard(server.id, { point: from, step: next })
  const change = (more: Partial<RestoreChoice>) => {
    const next = { ...choice, ...more }
    setKept(next)
    writeRestoreChoice(server.id, point.id, next)
  }
  const take = (from: RecoveryPoint) => {
    if (from.id !== point.id) writeRestoreChoice(server.id, from.id, choice)
    go(at('what', from.id))
  }
  const whyNot = whyNotRestore(point, provider)
  const isImage = point.method !== 'files'
  const image = useImageFacts(server, point, provider)
  const isNew = choice.mode === 'new_server'
  const fresh = useNewServer({ server, point, provider }, isImage && isNew && (step === 'where' || step === 'review'))
  const given = { server, point, choice, targets, onChange: change }
  return (
    <>
      <PageHead
        title={`Restore ${server.name}`}
        crumb="Restore"
        crumbs={[useServersAbove(), { word: server.name, to: paths.server(server.id) }]}
        facts="Nothing has changed yet. The restore starts when you confirm it in the last step."
      />
      {whyNot && chosen && (
        <div className={styles.notice}>
          <Notice
            tone="warn"
            title={`The backup of ${formatTime(point.taken_at, { now })} cannot be restored here.`}
            actions={step !== 'backup' && <LinkButton to={at('backup')}>Choose another</LinkButton>}
          >
            {whyNot}
          </Notice>
        </div>
      )}
      <StepBar
        label="Steps of the restore"
        current={step}
        steps={[
          { key: 'backup', word: 'Backup', answer: formatTime(point.taken_at, { now }), to: at('backup') },
          { key: 'what', word: 'What', answer: isImage ? 'whole server' : whatWords(choice), to: at('what') },
          { key: 'where', word: 'Where', answer: whereWords(choice, server.id, targets.nameOf), to: at('where') },
          { key: 'review', word: 'Review', to: at('review') },
        ]}
      />
      {/* Around the focus, so that it looks for the heading once the step is here. */}
      <Suspense fallback={null}>
        <StepFocus step={step}>
          {step === 'backup' && <BackupStep points={points} point={point} provider={provider} onTake={take} />}
          {step === 'what' &&
            (isImage ? (
              <ImageWhatStep point={point} back={at('backup')} next={at('where')} />
            ) : (
              <WhatStep {...given} back={at('backup')} next={at('where')} />
            ))}
          {step === 'where' &&
            (isImage ? (
              <ImageWhereStep
                {...{ server, choice, image, fresh }}
                onChange={change}
                back={at('what')}
                next={at('review')}
              />
            ) : (
              <WhereStep {...given} back={at('what')} next={at('review')} />
            ))}
          {step === 'review' &&
            (isImage && isNew ? (
              <NewServerReviewStep {...{ server, point, provider, choice, image, fresh, at }} />
            ) : isImage ? (
              <ImageReviewStep {...{ server, point, provider, choice, image, fresh, at }} />
            ) : (
              <ReviewStep {...given} at={at} />
            ))}
        </StepFocus>
      </Suspense>
    </>
  )
}

/** Moves the focus to the heading of a step that one goes to, not of the one the page begins with. */
function StepFocus({ step, children }: { step: WizardStep; children: React.ReactNode }) {
  const box = useRef<HTMLDivElement>(null)
  const before = useRef(step)
  useEffect(() => {
    if (before.current === step) return
    before.current = step
    const heading = box.current?.querySelector('h2')
    heading?.setAttribute('tabindex', '-1')
    heading?.focus()
  }, [step])
  return <div ref={box}>{children}</div>
}
