import { Checkbox } from '@mantine/core'
import { lazy, Suspense } from 'react'
import type { Server } from '../../api/server-types.ts'
import { newServerName, whyNotOrder } from '../../lib/new-server.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import type { Path } from '../../paths.ts'
import { ChoiceList } from '../../ui/ChoiceList.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import type { ImageFacts } from './use-image-facts.ts'
import type { NewServerFacts } from './use-new-server.ts'
import styles from './Wizard.module.css'
import { WizardFoot } from './WizardFoot.tsx'

// With lists to choose from, which going back in place does without.
const NewServerFields = lazy(async () => ({ default: (await import('./NewServerFields.tsx')).NewServerFields }))

type Props = {
  back: Path
  next: Path
  server: Server
  choice: RestoreChoice
  image: ImageFacts
  fresh: NewServerFacts
  onChange: (more: Partial<RestoreChoice>) => void
}

/** Third step for an image: in place, and whether what is there now is kept first, or to a new server, and to which. */
export function ImageWhereStep({ server, choice, image, fresh, onChange, back, next }: Props) {
  const { label, noSafety } = image
  const isNew = choice.mode === 'new_server'
  const go = (mode: 'in_place' | 'new_server') => {
    const name = choice.new_server.name || newServerName(server.name)
    onChange(mode === 'in_place' ? { mode } : { mode, new_server: { ...choice.new_server, name } })
  }
  return (
    <Sheet>
      <Panel title="Where to">
        <div className={styles.fields}>
          <ChoiceList
            label="The image goes"
            value={isNew ? 'new_server' : 'in_place'}
            onChange={go}
            choices={[
              {
                value: 'in_place',
                word: `In place on ${server.name}`,
                text: `${label} rebuilds its disk from the image. The server is down while it does.`,
              },
              {
                value: 'new_server',
                word: 'To a new server',
                text: `${label} makes one of the image. ${server.name} is not touched; the new one costs from the order.`,
                disabledReason: fresh.whyNot,
              },
            ]}
          />
          {isNew ? (
            <Suspense fallback={null}>
              <NewServerFields
                wish={choice.new_server}
                choices={fresh.choices}
                label={label}
                onChange={(new_server) => onChange({ new_server })}
              />
            </Suspense>
          ) : (
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
          )}
        </div>
      </Panel>
      <WizardFoot
        back={back}
        next={next}
        whyNot={isNew ? (fresh.whyNot ?? whyNotOrder(choice.new_server, fresh.choices.data)) : null}
      />
    </Sheet>
  )
}
