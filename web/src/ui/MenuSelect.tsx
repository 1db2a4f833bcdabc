import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { MenuChoice } from './MenuChoice.tsx'

type Props = {
  label: string
  choices: readonly { value: string; label: string }[]
  value: string
  onChange: (value: string) => void
}

/** A choice from a few words that all are seen at once: a menu, which is here already, where a select would bring its script along. */
export function MenuSelect({ label, choices, value, onChange }: Props) {
  const chosen = choices.find((choice) => choice.value === value) ?? choices[0]
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          size="xs"
          aria-label={`${label}: ${chosen?.label}`}
          rightSection={<IconChevronDown size={14} stroke={1.6} aria-hidden="true" />}
        >
          {chosen?.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <MenuChoice
            key={choice.value}
            value={choice.value}
            chosen={choice === chosen}
            onChoose={() => onChange(choice.value)}
          >
            {choice.label}
          </MenuChoice>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
