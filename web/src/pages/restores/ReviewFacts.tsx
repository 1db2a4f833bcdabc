import type { ReactNode } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { Server } from '../../api/server-types.ts'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatPlural } from '../../format/format-plural.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import { lossWords, overwriteWords, placeIn } from '../../lib/restore-plan.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { FactsToConfirm } from './FactsToConfirm.tsx'
import type { RestoreTargets } from './use-restore-targets.ts'
import styles from './Wizard.module.css'

type Props = {
  server: Server
  point: RecoveryPoint
  choice: RestoreChoice
  targets: RestoreTargets
  /** Of what was chosen; null where it is not known. */
  bytes: number | null
}

/** What one confirms: from where, how old, what is lost, to where, how much, and the way back. */
export function ReviewFacts({ server, point, choice, targets, bytes }: Props) {
  const { loss, kept } = lossWords(choice)
  return (
    <FactsToConfirm
      point={point}
      since={
        <>
          {loss && <strong className={styles.loss}>{loss} </strong>}
          {kept}
        </>
      }
      rows={[
        ['What', <What key="what" choice={choice} />],
        ['To', <Target key="to" server={server} choice={choice} targets={targets} />],
        ['Files there now', overwriteWords[choice.overwrite].fact],
        ['Size', <Size key="size" point={point} chosen={choice.include.length} bytes={bytes} />],
        ['Way back', wayBack(choice, server, targets)],
      ]}
    />
  )
}

const shownPaths = 5

function What({ choice }: { choice: RestoreChoice }) {
  if (choice.include.length === 0) return choice.picking ? 'nothing chosen yet' : 'everything in this backup'
  const more = choice.include.length - shownPaths
  return (
    <>
      {choice.include.slice(0, shownPaths).map((path) => (
        <span key={path} className={styles.onePath}>
          {path}
        </span>
      ))}
      {more > 0 && <span className="bs-second">and {formatPlural(more, 'more', 'more')}</span>}
    </>
  )
}

function Target({ server, choice, targets }: Pick<Props, 'server' | 'choice' | 'targets'>) {
  const place = placeIn(choice, server.id)
  return (
    <>
      <strong>{targets.nameOf(choice.target_server_id)}</strong>
      {place === 'in_place' ? (
        ', in place'
      ) : (
        <>
          , below <span className="bs-mono">{choice.target_path}</span>
        </>
      )}
    </>
  )
}

function Size({ point, chosen, bytes }: { point: RecoveryPoint; chosen: number; bytes: number | null }) {
  const whole = (
    <>
      <Bytes value={point.size_bytes} />
      {point.file_count !== null && `, ${formatPlural(point.file_count, 'file')}`}
    </>
  )
  if (chosen === 0) return whole
  if (bytes !== null)
    return (
      <>
        {formatBytes(bytes)} <span className="bs-second">of {whole}</span>
      </>
    )
  return (
    <>
      a part of {whole} <span className="bs-second">· how much is counted once it runs</span>
    </>
  )
}

function wayBack(choice: RestoreChoice, server: Server, targets: RestoreTargets): ReactNode {
  if (choice.mode === 'path')
    return choice.overwrite === 'never'
      ? 'not needed: nothing that is there is changed'
      : 'not needed in a new folder; files that are replaced in it have none'
  if (targets.backsUp === false)
    return <span className={styles.loss}>none: backups of files of {server.name} are off or paused</span>
  return choice.safety_backup ? (
    'safety backup first; it is kept for a week at least, beside the other backups'
  ) : (
    <span className={styles.loss}>none: no safety backup is taken</span>
  )
}
