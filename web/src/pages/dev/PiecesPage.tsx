import { ThemeMenu } from '../../shell/ThemeMenu.tsx'
import { PageHead } from '../../ui/PageHead.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { ControlPieces } from './ControlPieces.tsx'
import { DialogPieces } from './DialogPieces.tsx'
import { FieldPieces } from './FieldPieces.tsx'
import { FigurePieces } from './FigurePieces.tsx'
import { NoticePieces } from './NoticePieces.tsx'
import styles from './Pieces.module.css'
import { ProgressPieces } from './ProgressPieces.tsx'
import { ScalePieces } from './ScalePieces.tsx'
import { SmallPieces } from './SmallPieces.tsx'
import { StatePieces } from './StatePieces.tsx'
import { StripPieces } from './StripPieces.tsx'
import { TablePieces } from './TablePieces.tsx'
import { TypePieces } from './TypePieces.tsx'
import { WaitingPieces } from './WaitingPieces.tsx'

/** Every piece in every state, for those who build pages with them. Only on a developer's installation. */
export function PiecesPage() {
  return (
    <main className={styles.page}>
      <PageHead
        title="Components"
        facts="Colour, type, controls, words for every state, and what to show when there is nothing, not yet, or not at all."
        actions={<ThemeMenu />}
      />
      <FigurePieces />
      <Sheet columns="two">
        <ScalePieces />
        <TypePieces />
        <ControlPieces />
        <FieldPieces />
      </Sheet>
      <Sheet>
        <StatePieces />
      </Sheet>
      <Sheet columns="two">
        <ProgressPieces />
        <NoticePieces />
      </Sheet>
      <Sheet>
        <StripPieces />
      </Sheet>
      <Sheet columns="two">
        <SmallPieces />
        <DialogPieces />
      </Sheet>
      <TablePieces />
      <Sheet columns="three">
        <WaitingPieces />
      </Sheet>
    </main>
  )
}
