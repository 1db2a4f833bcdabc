import { Button } from '@mantine/core'
import { IconPlayerPlay } from '@tabler/icons-react'
import { ApiError } from '../../api/api-error.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { TableSkeleton } from '../../ui/table/TableSkeleton.tsx'

const failure = new ApiError({
  status: 504,
  code: 'http_504',
  message: 'Backstay did not answer within 10 s.',
  requestId: 'req_01JD4W8Q',
})

export function WaitingPieces() {
  return (
    <>
      <Panel title="Loading" flush>
        <TableSkeleton rows={3} label="history" />
      </Panel>
      <Panel title="Empty" flush>
        <EmptyState
          strip
          title="No backups yet"
          action={<Button leftSection={<IconPlayerPlay size={16} stroke={1.6} />}>Back up now</Button>}
        >
          The first one is due tonight at 02:00. You can also take one now; it takes about 6 minutes.
        </EmptyState>
      </Panel>
      <Panel title="Error" flush>
        <ErrorState title="The history could not be loaded" error={failure} onRetry={() => undefined}>
          Backups go on without this page; nothing is lost.
        </ErrorState>
      </Panel>
    </>
  )
}
