import type { PriceTable } from '../../api/price-types.ts'
import { useRemovePrices } from '../../api/prices.ts'
import { useKept } from '../../lib/use-kept.ts'
import { useOnOpen } from '../../lib/use-on-open.ts'
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'

type Props = { table: PriceTable | null; onClose: () => void }

/** Takes entered prices away, so that what the provider tells comes back. */
export function RemovePricesDialog({ table, onClose }: Props) {
  const kept = useKept(table)
  const remove = useRemovePrices()
  useOnOpen(table !== null, () => remove.reset())
  if (!kept) return null
  const confirm = () =>
    remove.mutate(kept.provider, {
      onSuccess: () => {
        showToast({
          title: 'Removed.',
          message: `${kept.label} is asked for its prices now, where it has a list of them.`,
        })
        onClose()
      },
    })
  return (
    <ConfirmDialog
      open={table !== null}
      onClose={onClose}
      title={`Remove the prices of ${kept.label}`}
      verb="Remove the prices"
      consequence="What customers pay stays as it is."
      busy={remove.isPending}
      error={remove.error}
      onConfirm={confirm}
    >
      <p>
        The table that operators entered goes. Where the API of {kept.label} has a list of prices, that takes its place;
        where it has none, costs there are not known until somebody enters them again.
      </p>
    </ConfirmDialog>
  )
}
