import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { downloadText } from '../../lib/download-text.ts'
import { useViewer } from '../../shell/viewer.ts'
import { CopyButton } from '../../ui/CopyButton.tsx'
import styles from './BackupCodes.module.css'

/** Backup codes, shown this once, to be copied or kept as a file. */
export function BackupCodes({ codes, onKept }: { codes: readonly string[]; onKept: () => void }) {
  const { user } = useViewer()
  const text = `Backup codes for ${user.email} at ${location.origin}\nEach works once, in place of a code from the app.\n\n${codes.join('\n')}\n`
  return (
    <div>
      <p>
        Each of these signs you in once when the app is out of reach. They are shown only now; keep them where you keep
        passwords, not on the phone itself.
      </p>
      <ul className={styles.codes} aria-label="Backup codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={styles.actions}>
        <CopyButton takesFocus value={codes.join('\n')} onCopied={onKept}>
          Copy all
        </CopyButton>
        <Button
          leftSection={<IconDownload size={16} stroke={1.6} />}
          onClick={() => {
            downloadText('backstay-backup-codes.txt', text)
            onKept()
          }}
        >
          Download as a file
        </Button>
      </div>
    </div>
  )
}
