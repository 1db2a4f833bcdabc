import { ActionIcon, type MantineColorScheme, Menu, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'
import { MenuChoice } from '../ui/MenuChoice.tsx'

const choices: readonly { value: MantineColorScheme; word: string; icon: typeof IconSun }[] = [
  { value: 'light', word: 'Light', icon: IconSun },
  { value: 'dark', word: 'Dark', icon: IconMoon },
  { value: 'auto', word: 'As the system', icon: IconDeviceDesktop },
]

/** Light, dark, or as the system has it; remembered in this browser. */
export function ThemeMenu() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const shown = useComputedColorScheme('light', { getInitialValueInEffect: false })
  const Shown = shown === 'dark' ? IconSun : IconMoon
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label="Appearance">
          <Shown size={16} stroke={1.6} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ value, word, icon: Icon }) => (
          <MenuChoice
            key={value}
            value={value}
            icon={Icon}
            chosen={colorScheme === value}
            onChoose={() => setColorScheme(value)}
          >
            {word}
          </MenuChoice>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
