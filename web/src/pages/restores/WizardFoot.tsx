import type { ReactNode } from 'react'
import type { Path } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import styles from './Wizard.module.css'

type Props = { back: Path; next: Path; whyNot: string | null; children?: ReactNode }

/** The foot of a step: on, or back. */
export function WizardFoot({ back, next, whyNot, children }: Props) {
  const go = useGo()
  return (
    <div className={styles.foot}>
      {children && <p className="bs-second">{children}</p>}
      <span className={styles.footActs}>
        <LinkButton to={back}>Back</LinkButton>
        <ActionButton variant="filled" disabledReason={whyNot} onClick={() => go(next)}>
          Next
        </ActionButton>
      </span>
    </div>
  )
}
