import type { ReactNode } from 'react'
import type { RestoreCheck } from '../../lib/restore-checks.ts'
import type { ComingStep } from '../../lib/will-happen.ts'
import type { Path } from '../../paths.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { ComingSteps } from './ComingSteps.tsx'
import { ReviewChecks } from './ReviewChecks.tsx'
import styles from './Wizard.module.css'
import type { WizardStep } from './wizard-steps.ts'

type Props = {
  facts: ReactNode
  /** Between the facts and the checks: what has to be ticked, or asked again. */
  ticks?: ReactNode
  checks: readonly RestoreCheck[]
  /** Beside their title: how fresh they are. */
  checked?: string
  /** Null while too little is chosen to tell. */
  coming: readonly ComingStep[] | null
  /** How long all of it takes, and where that and the steps' times are from. */
  times?: { in_all: string | null; source: string }
  target: { id: string }
  at: (step: WizardStep) => Path
  /** The button. */
  start: ReactNode
}

/** The last step: what one confirms and what was checked; beside it what will happen, and the button. */
export function ReviewSheet({ facts, ticks, checks, checked, coming, times, target, at, start }: Props) {
  return (
    <Sheet className={styles.review}>
      <div className={styles.reviewMain}>
        <Panel title="Check this first" flush>
          {facts}
        </Panel>
        {ticks}
        {checks.length > 0 && (
          <Panel title="Checks" count={checked ?? 'kept fresh; asked again when you confirm'} flush>
            <ReviewChecks checks={checks} target={target} at={at} />
          </Panel>
        )}
      </div>
      <div className={styles.reviewSide}>
        {coming && (
          <Panel title="What will happen" action={times?.in_all && <span className="bs-second">{times.in_all}</span>}>
            <ComingSteps steps={coming} />
            {times && <p className={styles.source}>{times.source}</p>}
          </Panel>
        )}
        {start}
      </div>
    </Sheet>
  )
}
