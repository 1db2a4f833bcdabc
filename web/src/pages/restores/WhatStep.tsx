import { useState } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import { FolderTable } from '../../components/FolderTable.tsx'
import { formatBytes } from '../../format/format-bytes.ts'
import { formatPlural } from '../../format/format-plural.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import { whatWords } from '../../lib/restore-plan.ts'
import type { Path } from '../../paths.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import styles from './Wizard.module.css'
import { WizardFoot } from './WizardFoot.tsx'

type Props = {
  point: RecoveryPoint
  choice: RestoreChoice
  onChange: (more: Partial<RestoreChoice>) => void
  back: Path
  next: Path
}

/** Second step: all of the backup, or files and folders of it. */
export function WhatStep({ point, choice, onChange, back, next }: Props) {
  const picking = choice.picking || choice.include.length > 0
  const [path, setPath] = useState(point.paths.length === 1 ? (point.paths[0] ?? '/') : '/')
  const none = picking && choice.include.length === 0
  return (
    <Sheet>
      <Panel title="What to restore">
        <ChoiceList
          label="From this backup"
          value={picking ? 'some' : 'all'}
          onChange={(value) => onChange(value === 'all' ? { picking: false, include: [] } : { picking: true })}
          choices={[
            { value: 'all', word: 'Everything', text: wholeWords(point) },
            {
              value: 'some',
              word: 'Files and folders',
              text: 'Check them below. A folder comes with all that is in it.',
            },
          ]}
        />
      </Panel>
      {picking && (
        <div>
          {choice.include.length > 0 && (
            <ul className={styles.chosen} aria-label="Chosen to be restored">
              {choice.include.map((one) => (
                <li key={one}>
                  <span className="bs-mono">{one}</span>
                  <ActionButton
                    variant="quiet"
                    size="xs"
                    onClick={() =>
                      onChange({ picking: true, include: choice.include.filter((other) => other !== one) })
                    }
                  >
                    Leave out<span className="bs-hidden"> {one}</span>
                  </ActionButton>
                </li>
              ))}
            </ul>
          )}
          <FolderTable
            pointId={point.id}
            path={path}
            onPath={setPath}
            chosen={choice.include}
            onChosen={(include) => onChange({ picking: true, include })}
          />
        </div>
      )}
      <WizardFoot back={back} next={next} whyNot={none ? 'Check files or folders first, or take everything.' : null}>
        {picking && whatWords({ ...choice, picking })}
      </WizardFoot>
    </Sheet>
  )
}

function wholeWords({ paths, file_count, size_bytes }: RecoveryPoint): string {
  const figures = [
    file_count === null ? null : formatPlural(file_count, 'file'),
    size_bytes === null ? null : formatBytes(size_bytes),
  ].filter((figure) => figure !== null)
  const shown = paths.slice(0, 3).join(', ')
  const folders = paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown
  return [figures.join(', '), folders].filter((part) => part !== '').join(' of ')
}
