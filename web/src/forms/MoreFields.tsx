import { Button } from '@mantine/core'
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react'
import { type ReactNode, useId, useState } from 'react'
import styles from './FormSection.module.css'

/** Fields few people need, folded away until they are asked for. They unfold by themselves when one of them has something to say. */
export function MoreFields({ open: wanted, children }: { open: boolean; children: ReactNode }) {
  const [pressed, setPressed] = useState(false)
  const id = useId()
  const open = pressed || wanted
  const Icon = open ? IconChevronDown : IconChevronRight
  return (
    <div className={styles.inside}>
      <Button
        variant="quiet"
        className={styles.toggle}
        aria-expanded={open}
        aria-controls={id}
        leftSection={<Icon size={16} stroke={1.6} />}
        onClick={() => setPressed(!open)}
      >
        More
      </Button>
      <div id={id} className={styles.inside} hidden={!open}>
        {open && children}
      </div>
    </div>
  )
}
