import { useState } from 'react'
import { useRevokeOtherSessions, useRevokeSession, useSessions } from '../../api/sessions.ts'
import type { Session } from '../../api/types.ts'
import { describeUserAgent } from '../../lib/describe-user-agent.ts'
import { lazyDialog } from '../../lib/lazy-dialog.tsx'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Tag } from '../../ui/Tag.tsx'
import { Time } from '../../ui/Time.tsx'
import { TimeCell } from '../../ui/TimeCell.tsx'
import { TwoLines } from '../../ui/TwoLines.tsx'
import type { Column } from '../../ui/table/table-types.ts'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'

const EndOtherSessionsDialog = lazyDialog(
  async () => (await import('./EndOtherSessionsDialog.tsx')).EndOtherSessionsDialog,
  (props) => props.open,
)

/** Where one is signed in, and how to end that. */
export function SessionsPanel() {
  const sessions = useSessions()
  const revoke = useRevokeSession()
  const revokeOthers = useRevokeOtherSessions()
  const [asking, setAsking] = useState(false)
  const others = sessions.rows?.filter((session) => !session.current).length ?? 0
  const end = (session: Session) =>
    revoke.mutate(session, {
      onSuccess: () =>
        showToast({
          title: 'Signed out there.',
          message: `${describeUserAgent(session.user_agent)} has to sign in again.`,
        }),
      onError: (error) => showErrorToast('The session goes on.', error),
    })
  const act = (session: Session) =>
    session.current ? (
      <Tag tone="accent">this one</Tag>
    ) : (
      <ActionButton
        variant="quiet"
        aria-label={`Sign out ${describeUserAgent(session.user_agent)}, ${session.ip_address ?? 'address not known'}`}
        loading={revoke.isPending && revoke.variables.id === session.id}
        onClick={() => end(session)}
      >
        Sign out
      </ActionButton>
    )
  const columns: Column<Session>[] = [
    {
      key: 'program',
      head: 'Browser or program',
      cell: (session) => (
        <TwoLines
          strong
          mono
          first={<span title={session.user_agent ?? undefined}>{describeUserAgent(session.user_agent)}</span>}
          second={session.ip_address ?? 'address not known'}
        />
      ),
    },
    { key: 'seen', head: 'Last seen', width: 180, cell: (session) => <TimeCell iso={session.last_seen_at} /> },
    {
      key: 'since',
      head: 'Signed in',
      width: 180,
      hide_below: 900,
      cell: (session) => <TimeCell iso={session.created_at} />,
    },
    {
      key: 'ends',
      head: 'Ends',
      width: 180,
      hide_below: 1100,
      cell: (session) => <TimeCell iso={session.expires_at} />,
    },
    { key: 'act', head: 'Actions', head_hidden: true, width: 120, align: 'right', cell: act },
  ]
  return (
    <Panel
      title="Sessions"
      flush
      action={
        // Before the list is here nobody knows whether there is anything to end.
        sessions.rows && (
          <ActionButton
            variant="quiet"
            disabledReason={others === 0 ? 'You are signed in nowhere else.' : null}
            onClick={() => setAsking(true)}
          >
            Sign out everywhere else…
          </ActionButton>
        )
      }
    >
      <DataTable
        label="Your sessions"
        noun={['session', 'sessions']}
        rows={sessions.rows}
        rowKey={(session) => session.id}
        columns={columns}
        item={(session) => ({
          title: (
            <TwoLines
              mono
              first={describeUserAgent(session.user_agent)}
              second={session.ip_address ?? 'address not known'}
            />
          ),
          status: act(session),
          facts: (
            <>
              Seen <Time iso={session.last_seen_at} as="age" />
            </>
          ),
          aside: (
            <>
              since <Time iso={session.created_at} />
            </>
          ),
        })}
        empty={<EmptyState title="No sessions">That cannot be while you read this. Load the page again.</EmptyState>}
        error={sessions.error}
        onRetry={sessions.onRetry}
        hasMore={sessions.hasMore}
        loadingMore={sessions.loadingMore}
        onMore={sessions.onMore}
        bare
      />
      <EndOtherSessionsDialog open={asking} count={others} end={revokeOthers} onClose={() => setAsking(false)} />
    </Panel>
  )
}
