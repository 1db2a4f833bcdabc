import { Button, Menu } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { optionalColumns } from '../../lib/hidden-columns.ts'

type Props = { hidden: ReadonlySet<string>; onTurnOver: (column: string) => void }

/** Which columns the table has. It stays open while one chooses. */
export function ColumnsMenu({ hidden, onTurnOver }: Props) {
  return (
    <Menu closeOnItemClick={false}>
      <Menu.Target>
        <Button size="xs" h={28} leftSection={<IconColumns3 size={16} stroke={1.6} />}>
          Columns
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Shown where there is room</Menu.Label>
        {optionalColumns.map(({ key, word }) => (
          <Menu.CheckboxItem key={key} checked={!hidden.has(key)} onChange={() => onTurnOver(key)}>
            {word}
          </Menu.CheckboxItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
