import { Popover, UnstyledButton } from '@mantine/core'
import { IconBell } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useAttention } from '../../api/attention.ts'
import { formatCount } from '../../format/format-count.ts'
import { formatPlural } from '../../format/format-plural.ts'
import { useViewer } from '../viewer.ts'
import styles from './Bell.module.css'

// Most people look at a page because of that page: what the bell has to say comes when it is rung.
const BellContent = lazy(async () => ({ default: (await import('./BellContent.tsx')).BellContent }))

/** How many things need a hand, on every page; opened, which, and what failed lately. */
export function Bell() {
  const { scope } = useViewer()
  const organizationId = scope.kind === 'operator' ? null : scope.membership.organization_id
  const attention = useAttention(organizationId)
  const [open, setOpen] = useState(false)
  const count = attention.groups?.length ?? 0
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-end"
      width="min(380px, calc(100vw - 24px))"
      offset={6}
      trapFocus
      returnFocus
      withinPortal
    >
      <Popover.Target>
        <UnstyledButton
          className={styles.bell}
          aria-label={`What needs attention: ${count === 0 ? 'nothing' : formatPlural(count, 'thing')}`}
          onClick={() => setOpen((is) => !is)}
        >
          <IconBell size={16} stroke={1.6} aria-hidden="true" />
          {count > 0 && <span className={styles.count}>{formatCount(count)}</span>}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={styles.card} aria-label="What needs attention">
        <Suspense fallback={<p className={styles.foot}>Looking</p>}>
          {open && <BellContent attention={attention} organizationId={organizationId} onGo={() => setOpen(false)} />}
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  )
}
