import type { RestoreCheck } from '../../lib/restore-checks.ts'
import { type Path, paths } from '../../paths.ts'
import { AppLink } from '../../shell/AppLink.tsx'
import { StateMark } from '../../ui/marks/StateMark.tsx'
import styles from './Wizard.module.css'
import type { WizardStep } from './wizard-steps.ts'

type Props = {
  checks: readonly RestoreCheck[]
  target: { id: string }
  at: (step: WizardStep) => Path
}

const marks = { good: 'tick', warn: 'corner', bad: 'cross' } as const

/** What was looked at before, each with where to mend it. */
export function ReviewChecks({ checks, target, at }: Props) {
  return (
    <ul className={styles.checks}>
      {checks.map((check) => (
        <li key={check.key}>
          <StateMark mark={marks[check.tone]} tone={check.tone} />
          <span>
            {check.text} {check.more && <span className="bs-second">{check.more}</span>}
          </span>
          {check.ref && <span className="bs-mono bs-dim">{check.ref}</span>}
          {check.remedy && <Remedy remedy={check.remedy} target={target} at={at} />}
        </li>
      ))}
    </ul>
  )
}

type RemedyProps = { remedy: NonNullable<RestoreCheck['remedy']>; target: { id: string }; at: Props['at'] }

/** The way to where something can be mended. */
export function Remedy({ remedy, target, at }: RemedyProps) {
  const [word, to] = {
    backup: ['Choose another backup', at('backup')] as const,
    what: ['Choose again', at('what')] as const,
    where: ['Choose another name', at('where')] as const,
    new_server: ['Restore to a new server', at('where')] as const,
    agent: ['See the server', paths.server(target.id)] as const,
    restores: ['See the restores', paths.restores({ server_id: target.id })] as const,
  }[remedy]
  return (
    <AppLink className="bs-link" to={to}>
      {word}
    </AppLink>
  )
}
