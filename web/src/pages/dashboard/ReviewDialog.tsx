import { Button } from '@mantine/core'
import type { Recommendation } from '../../../../src/insights/recommendations/schema.ts'
import { ApiError } from '../../api/api-error.ts'
import { useApplyRecommendation } from '../../api/recommendations.ts'
import { formatMoney } from '../../format/format-money.ts'
import { viewerWhy } from '../../lib/roles.ts'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { useViewer } from '../../shell/viewer.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Facts } from '../../ui/Facts.tsx'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import { mayApply } from './may-apply.ts'
import { pathOfList } from './path-of-list.ts'

const verbs: Record<Recommendation['kind'], string> = {
  unprotected: 'Enable backups',
  stale: 'Back up now',
  drift: 'Switch on again',
  cheaper_method: 'Switch it on',
  longer_retention: 'Keep longer',
  unused_places: 'Enable backups',
  beyond_subscription: 'Add the places',
}

/** What a recommendation rests on and what applying it does, before it is done. */
export function ReviewDialog({
  recommendation: one,
  onClose,
}: {
  recommendation: Recommendation | null
  onClose: () => void
}) {
  const go = useGo()
  const apply = useApplyRecommendation()
  const viewer = useViewer()
  if (one === null) return null
  const close = () => {
    apply.reset()
    onClose()
  }
  const act = () =>
    apply.mutate(one.id, {
      onSuccess: ({ applied }) => {
        showToast({ title: 'Applied.', message: applied?.message ?? one.title })
        close()
        if (applied?.run_id) go(paths.run(applied.run_id))
      },
    })
  const why_not = mayApply(viewer) ? one.apply.why_not : viewerWhy
  // Which snapshot goes for it is asked where a server is backed up by itself.
  const replaces = apply.error instanceof ApiError && apply.error.code === 'would_replace_snapshot'
  const canApply = one.state !== 'applied' && why_not === null && !replaces
  return (
    <Dialog
      open
      onClose={close}
      title={one.title}
      about={one.organization_name}
      onSubmit={() => {
        if (canApply && !apply.isPending) act()
      }}
      actions={
        <>
          <Button onClick={close}>{canApply ? 'Cancel' : 'Close'}</Button>
          <Where one={one} filled={replaces} />
          {canApply && (
            <Button variant="filled" type="submit" loading={apply.isPending}>
              {verbs[one.kind]}
            </Button>
          )}
        </>
      }
    >
      <Facts
        rows={[
          ['Why', one.reason],
          ['Effect', one.effect.money ? `${formatMoney(one.effect.money)}: ${one.effect.words}` : one.effect.words],
          [canApply ? 'What is done' : 'What would be done', one.apply.words],
        ]}
      />
      {one.applied && (
        <Notice tone="info" title="It was applied already.">
          {one.applied.message}
        </Notice>
      )}
      {why_not && !one.applied && (
        <Notice tone="info" title="Not from here.">
          {why_not}
        </Notice>
      )}
      {replaces && (
        <Notice tone="warn" alert title="Not applied: all slots for snapshots are taken.">
          Open the server and back it up there. It says which snapshot goes for the new one, and asks first.
        </Notice>
      )}
      {apply.error && !replaces && (
        <Notice tone="bad" alert title="Not applied.">
          {apply.error.message}
        </Notice>
      )}
    </Dialog>
  )
}

/** Where it can be looked at. */
function Where({ one, filled }: { one: Recommendation; filled: boolean }) {
  const member = useViewer().scope.kind === 'organization'
  if (one.server_id)
    return (
      <LinkButton variant={filled ? 'filled' : undefined} to={paths.server(one.server_id)}>
        Open the server
      </LinkButton>
    )
  if (one.list)
    return (
      <LinkButton to={member ? paths.servers({ show: 'disabled' }) : pathOfList(one.list)}>Show the servers</LinkButton>
    )
  if (one.plan_id)
    return <LinkButton to={paths.plans(member ? {} : { organization_id: one.organization_id })}>Open plans</LinkButton>
  return member ? null : <LinkButton to={paths.customer(one.organization_id)}>Open the customer</LinkButton>
}
