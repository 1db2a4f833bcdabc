import { Checkbox } from '@mantine/core'
import type { Server } from '../../api/server-types.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import type { Path } from '../../paths.ts'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { ImageFacts } from './use-image-facts.ts'
import styles from './Wizard.module.css'
import { WizardFoot } from './WizardFoot.tsx'

type Props = {
  back: Path
  next: Path
  server: Server
  choice: RestoreChoice
  image: ImageFacts
  onChange: (more: Partial<RestoreChoice>) => void
}

/** Third step for an image: in place only (a new server is made through the API), and whether what is there now is kept first. */
export function ImageWhereStep({ server, choice, image, onChange, back, next }: Props) {
  const { label, noSafety } = image
  return (
    <Sheet>
      <Panel title="Where to">
        <div className={styles.fields}>
          <ChoiceList
            label="The image goes"
            value="in_place"
            onChange={() => undefined}
            choices={[
              {
                value: 'in_place',
                word: `In place on ${server.name}`,
                text: `${label} rebuilds its disk from the image. The server is down while it does.`,
              },
              {
                value: 'new_server',
                word: 'To a new server',
                disabledReason: `These pages restore in place only. The API makes a new server of an image, where ${label} can: mode new_server.`,
              },
            ]}
          />
          <Checkbox
            label="Take a safety snapshot first"
            description={
              noSafety === null
                ? 'What is there now becomes a snapshot of its own: the way back. Nothing is changed if it fails. It stays for 7 days at least.'
                : `There will be none: ${noSafety}`
            }
            checked={choice.safety_backup && noSafety === null}
            disabled={noSafety !== null}
            onChange={(event) => onChange({ safety_backup: event.currentTarget.checked })}
          />
        </div>
      </Panel>
      <WizardFoot back={back} next={next} whyNot={null} />
    </Sheet>
  )
}
