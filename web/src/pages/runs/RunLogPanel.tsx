import { Button, Checkbox } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { readRunLog } from '../../api/read-run-log.ts'
import type { Run } from '../../api/run-types.ts'
import { RunLog } from '../../components/RunLog.tsx'
import { downloadText } from '../../lib/download-text.ts'
import { useAddressQuery } from '../../shell/use-address-query.ts'
import { Panel } from '../../ui/Panel.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import styles from './RunDetail.module.css'

/** The log of a run: followed while it goes on, only its trouble, or as a file. */
export function RunLogPanel({ run }: { run: Run }) {
  const [text, setText] = useState('')
  const [trouble, setTrouble] = useState(false)
  const [loading, setLoading] = useState(false)
  const download = async () => {
    setLoading(true)
    try {
      downloadText(`${run.id}.log`, await readRunLog(run.id))
    } catch (error) {
      showErrorToast('Not downloaded.', error)
    }
    setLoading(false)
  }
  const line = Number(useAddressQuery().get('line'))
  const follow = run.state !== 'finished'
  return (
    <Panel
      title="Log"
      count={follow ? 'live' : undefined}
      flush
      action={
        <div className={styles.logActs}>
          <SearchField label="Find in the log" value={text} onChange={setText} />
          <Checkbox
            label="Warnings and errors only"
            checked={trouble}
            onChange={(event) => setTrouble(event.currentTarget.checked)}
          />
          <Button
            variant="quiet"
            size="xs"
            leftSection={<IconDownload size={16} stroke={1.6} />}
            loading={loading}
            onClick={download}
          >
            Download
          </Button>
        </div>
      }
    >
      <RunLog runId={run.id} follow={follow} trouble={trouble} text={text} line={line > 0 ? line : undefined} />
    </Panel>
  )
}
