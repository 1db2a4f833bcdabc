import { Checkbox, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import type { Server } from '../../api/server-types.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import { overwriteWords, placeIn, type RestorePlace, whyNotFolder } from '../../lib/restore-plan.ts'
import type { Path } from '../../paths.ts'
import { type Choice, ChoiceList } from '../../ui/ChoiceList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SearchSelect } from '../../ui/SearchSelect.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { RestoreTargets } from './use-restore-targets.ts'
import styles from './Wizard.module.css'
import { WizardFoot } from './WizardFoot.tsx'

type Props = {
  server: Server
  point: RecoveryPoint
  choice: RestoreChoice
  targets: RestoreTargets
  onChange: (more: Partial<RestoreChoice>) => void
  back: Path
  next: Path
}

const rules: readonly RestoreChoice['overwrite'][] = ['if-changed', 'if-newer', 'never', 'always']

/** Third step: back to where the files came from, or somewhere else, and what happens to files that are there. */
export function WhereStep({ server, point, choice, targets, onChange, back, next }: Props) {
  const place = placeIn(choice, server.id)
  const badFolder = place === 'in_place' ? null : whyNotFolder(choice.target_path)
  const [left, setLeft] = useState(false)
  const go = (to: RestorePlace) => {
    if (to === 'in_place') onChange({ mode: 'in_place', target_server_id: server.id })
    else if (to === 'folder') onChange({ mode: 'path', target_server_id: server.id })
    else onChange({ mode: 'path', target_server_id: targets.others[0]?.server_id ?? server.id })
  }
  return (
    <Sheet>
      <Panel title="Where to">
        <div className={styles.fields}>
          <ChoiceList label="The files go" value={place} onChange={go} choices={placesOf(server, point, targets)} />
          {place === 'other_server' && (
            <SearchSelect
              label="Server"
              data={targets.others.map((agent) => ({ value: agent.server_id, label: agent.server_name }))}
              value={choice.target_server_id}
              allowDeselect={false}
              onChange={(id) => id && onChange({ target_server_id: id })}
              nothingFoundMessage="No server of that name has an agent."
            />
          )}
          {place !== 'in_place' && (
            <TextInput
              label="Folder"
              className={styles.path}
              value={choice.target_path}
              onChange={(event) => onChange({ target_path: event.currentTarget.value })}
              onBlur={() => setLeft(true)}
              error={left ? badFolder : null}
              description="It is made where it is missing. Each file keeps its whole path below it."
              spellCheck={false}
              autoComplete="off"
            />
          )}
          <ChoiceList
            label="Where a file is there already"
            value={choice.overwrite}
            onChange={(overwrite) => onChange({ overwrite })}
            choices={rules.map((rule) => ({
              value: rule,
              word: overwriteWords[rule].word,
              text: overwriteWords[rule].text,
            }))}
          />
          {place === 'in_place' && (
            <Checkbox
              label="Take a safety backup first"
              description={
                targets.backsUp === false
                  ? `There will be none: backups of files of ${server.name} are off or paused.`
                  : 'What is there now becomes a backup of its own: the way back. Nothing is changed if it fails.'
              }
              checked={choice.safety_backup && targets.backsUp !== false}
              disabled={targets.backsUp === false}
              onChange={(event) => onChange({ safety_backup: event.currentTarget.checked })}
            />
          )}
        </div>
      </Panel>
      <WizardFoot back={back} next={next} whyNot={badFolder} />
    </Sheet>
  )
}

function placesOf(server: Server, point: RecoveryPoint, targets: RestoreTargets): Choice<RestorePlace>[] {
  const noAgent =
    targets.agentOf(server.id) === null
      ? `No agent runs on ${server.name}. The server’s page has the command that enrols one.`
      : null
  return [
    {
      value: 'in_place',
      word: `In place on ${server.name}`,
      text: 'To where they came from.',
      disabledReason: noAgent ?? (point.source === 'files' ? null : 'A dump came from no folder. Choose one for it.'),
    },
    {
      value: 'folder',
      word: `Into another folder on ${server.name}`,
      text: 'Beside what is there now, to look at or to copy from.',
      disabledReason: noAgent,
    },
    {
      value: 'other_server',
      word: 'To another server',
      text: `Into a folder of a server of ${server.organization_name} that has an agent.`,
      disabledReason:
        targets.others.length === 0 ? `No other server of ${server.organization_name} has an agent.` : null,
    },
  ]
}
