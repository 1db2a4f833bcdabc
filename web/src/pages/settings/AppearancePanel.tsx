import { Checkbox, type MantineColorScheme, useMantineColorScheme } from '@mantine/core'
import { setLettersOn, useLettersOn } from '../../lib/use-letters-on.ts'
import { Panel } from '../../ui/Panel.tsx'
import { Segments } from '../../ui/Segments.tsx'
import styles from './Settings.module.css'

const schemes: { value: MantineColorScheme; word: string }[] = [
  { value: 'light', word: 'Light' },
  { value: 'dark', word: 'Dark' },
  { value: 'auto', word: 'As the system' },
]
const isScheme = (value: string): value is MantineColorScheme => schemes.some((scheme) => scheme.value === value)

/** How this browser shows things; kept in it, not in the account. */
export function AppearancePanel() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const letters = useLettersOn()
  return (
    <Panel title="This browser">
      <div className={styles.stack}>
        <div>
          <div aria-hidden="true" className={styles.label}>
            Appearance
          </div>
          <Segments
            label="Appearance"
            choices={schemes}
            value={colorScheme}
            onChange={(value) => {
              if (isScheme(value)) setColorScheme(value)
            }}
          />
        </div>
        <Checkbox
          label="Single letters are shortcuts"
          description="j and k move in lists, g then c goes to a page, ? lists all of them. Switch it off if you dictate."
          checked={letters}
          onChange={(event) => setLettersOn(event.currentTarget.checked)}
        />
      </div>
    </Panel>
  )
}
