import { ActionIcon, Button, Menu, SegmentedControl, Tooltip } from '@mantine/core'
import { IconHistory, IconRefresh, IconShieldPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { type Chip, Chips } from '../../ui/Chips.tsx'
import { states } from '../../ui/marks/states.ts'
import { Panel } from '../../ui/Panel.tsx'
import { RowMenu } from '../../ui/RowMenu.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Toolbar } from '../../ui/Toolbar.tsx'
import styles from './Pieces.module.css'

type Filter = 'all' | 'missed' | 'at_risk'
const chips: readonly Chip<Filter>[] = [
  { value: 'all', word: 'All', count: 412 },
  { value: 'missed', word: 'Missed', count: 6, look: states.server.missed },
  { value: 'at_risk', word: 'At risk', count: 8, look: states.server.at_risk },
]
const icon = { size: 16, stroke: 1.6 }

export function ControlPieces() {
  const [filter, setFilter] = useState<Filter>('all')
  const [q, setQ] = useState('')
  return (
    <Panel title="Buttons, chips, menus">
      <div className={styles.row}>
        <Button variant="filled" leftSection={<IconShieldPlus {...icon} />}>
          Enable backups
        </Button>
        <Button variant="filled" loading>
          Enable backups
        </Button>
        <ActionButton
          variant="filled"
          leftSection={<IconShieldPlus {...icon} />}
          disabledReason="Your plan does not cover this server."
        >
          Enable backups
        </ActionButton>
        <span className="bs-dim">disabled keeps its reason in reach</span>
      </div>
      <div className={styles.row}>
        <Button leftSection={<IconHistory {...icon} />}>Restore…</Button>
        <Button loading>Restore…</Button>
        <Button disabled>Restore…</Button>
        <Button variant="quiet">Quiet action</Button>
        <Button variant="plain">Cancel</Button>
        <Button variant="danger">Delete shop-prod-1</Button>
      </div>
      <div className={styles.row}>
        <Button size="xs">26</Button>
        <Button size="sm">30</Button>
        <Button size="md">36</Button>
        <Button size="lg">40</Button>
        <Tooltip label="Check again">
          <ActionIcon aria-label="Check again">
            <IconRefresh {...icon} />
          </ActionIcon>
        </Tooltip>
        <RowMenu label="More for shop-prod-1">
          <Menu.Label>shop-prod-1</Menu.Label>
          <Menu.Item leftSection={<IconHistory {...icon} />}>Restore…</Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconTrash {...icon} />} color="var(--bs-bad)">
            Delete…
          </Menu.Item>
        </RowMenu>
        <SegmentedControl aria-label="Span" data={['24 h', '7 d', '30 d', '90 d', '1 y']} defaultValue="30 d" />
      </div>
      <div className={styles.row}>
        <Toolbar end={<SearchField label="Filter by name" value={q} onChange={setQ} />}>
          <Chips label="State" chips={chips} value={filter} onChange={setFilter} />
        </Toolbar>
      </div>
    </Panel>
  )
}
