import { useRevokeApiKey } from '../api/api-keys.ts'
import type { ApiKey } from '../api/types.ts'
import { useKept } from '../lib/use-kept.ts'
import { useOnOpen } from '../lib/use-on-open.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { Time } from '../ui/Time.tsx'
import { showToast } from '../ui/toast/show-toast.ts'

/** Ends a key at once. Its last use stands there, because that tells whether something still needs it. */
export function DeleteApiKeyDialog({ apiKey, onClose }: { apiKey: ApiKey | null; onClose: () => void }) {
  const kept = useKept(apiKey)
  const revoke = useRevokeApiKey()
  useOnOpen(apiKey !== null, () => revoke.reset())
  if (!kept) return null
  const confirm = () =>
    revoke.mutate(kept, {
      onSuccess: () => {
        showToast({ title: 'Key deleted.', message: `${kept.name} is refused from now on.` })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      open={apiKey !== null}
      onClose={onClose}
      title={`Delete the key ${kept.name}`}
      about={`${kept.prefix}…, ${kept.operator ? 'operator key' : `${kept.role} of ${kept.organization_name}`}`}
      verb="Delete the key"
      consequence="This cannot be taken back."
      busy={revoke.isPending}
      error={revoke.error}
      onConfirm={confirm}
    >
      <p>
        Whatever uses this key is refused from the next request on.{' '}
        {kept.last_used_at ? (
          <>
            It was last used <Time iso={kept.last_used_at} as="age" /> (exact to the hour).
          </>
        ) : (
          'It was never used.'
        )}
      </p>
    </ConfirmDialog>
  )
}
