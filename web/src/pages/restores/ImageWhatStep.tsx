import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { Path } from '../../paths.ts'
import { Bytes } from '../../ui/Bytes.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { WizardFoot } from './WizardFoot.tsx'

type Props = { point: RecoveryPoint; back: Path; next: Path }

/** Second step for an image: nothing to choose, and why. */
export function ImageWhatStep({ point, back, next }: Props) {
  return (
    <Sheet>
      <Panel title="What to restore">
        <p>
          <strong>The whole server.</strong> An image goes back as a whole
          {point.size_bytes !== null && (
            <>
              {' '}
              (<Bytes value={point.size_bytes} />)
            </>
          )}
          ; nothing can be chosen of it. For single files and folders, choose a backup of files.
        </p>
      </Panel>
      <WizardFoot back={back} next={next} whyNot={null} />
    </Sheet>
  )
}
