import { Button } from '@mantine/core'
import { useState } from 'react'
import { useDemo } from '../api/demo.ts'
import { formatPlural } from '../format/format-plural.ts'
import { lazyDialog } from '../lib/lazy-dialog.tsx'
import { Notice } from '../ui/Notice.tsx'
import styles from './DemoNotice.module.css'

// Here, since the dashboard needs none of the other dialogs.
const RemoveDemoDialog = lazyDialog(
  async () => (await import('../forms/RemoveDemoDialog.tsx')).RemoveDemoDialog,
  (props) => props.open,
)

/** Tells operators that what they see is made up, and takes it away when they ask. */
export function DemoNotice() {
  const demo = useDemo().data
  const [asking, setAsking] = useState(false)
  const shown = demo?.present === true && demo.organizations > 0
  return (
    <>
      {shown && (
        <div className={styles.notice}>
          <Notice
            tone="info"
            title={`Demo data: ${formatPlural(demo.organizations, 'customer')} on sandbox clouds.`}
            actions={
              <Button variant="subtle" onClick={() => setAsking(true)}>
                Remove…
              </Button>
            }
          >
            Their past is made up, and nothing here costs money.
          </Notice>
        </div>
      )}
      <RemoveDemoDialog open={asking} demo={demo} onClose={() => setAsking(false)} />
    </>
  )
}
