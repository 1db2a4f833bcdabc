import { Button } from '@mantine/core'
import { ApiError } from '../../api/api-error.ts'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'
import styles from './Pieces.module.css'

const refusal = new ApiError({
  status: 409,
  code: 'last_owner',
  message: 'Harbour & Finch would be left without an owner. Make somebody else an owner first.',
})

export function NoticePieces() {
  return (
    <Panel title="Notices and toasts">
      <div className={styles.stack}>
        <Notice
          tone="info"
          title="Contabo does not list its automatic backups."
          actions={<Button variant="quiet">Open panel</Button>}
        >
          They show in the Contabo panel.
        </Notice>
        <Notice
          tone="warn"
          title="DigitalOcean backups are off, but should be on."
          actions={<Button variant="quiet">Enable again…</Button>}
        >
          Somebody switched them off in the panel on Wed 18 Nov.
        </Notice>
        <Notice
          tone="bad"
          title="No backup since Mon 16 Nov 03:04: the repository is full."
          actions={<Button variant="quiet">Raise quota</Button>}
        />
        <Notice tone="warn" title="Live updates lost 09:42, trying again.">
          What you see may be older than that; load the page again to be sure.
        </Notice>
      </div>
      <div className={styles.row} style={{ marginTop: 16 }}>
        <Button
          onClick={() => showToast({ title: 'Backups enabled', message: 'for cart-web. First backup by 12:00.' })}
        >
          Show a toast
        </Button>
        <Button
          onClick={() =>
            showToast({
              title: 'Member removed',
              message: 'Ada Finch has no access any more.',
              undo: () => showToast({ title: 'Member is back' }),
            })
          }
        >
          With Undo
        </Button>
        <Button onClick={() => showErrorToast('The role was not changed.', refusal)}>An error, which stays</Button>
      </div>
    </Panel>
  )
}
