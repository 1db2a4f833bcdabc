import { Button, TextInput } from '@mantine/core'
import { useState } from 'react'
import type { Recommendation } from '../../../../src/insights/recommendations/schema.ts'
import { useDismissRecommendation } from '../../api/recommendations.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'

/** Says that advice is not wanted, and why, for those who ask later. */
export function DismissDialog({
  recommendation: one,
  onClose,
}: {
  recommendation: Recommendation | null
  onClose: () => void
}) {
  const [why, setWhy] = useState('')
  const dismiss = useDismissRecommendation()
  if (one === null) return null
  const close = () => {
    setWhy('')
    dismiss.reset()
    onClose()
  }
  return (
    <Dialog
      open
      onClose={close}
      title="Dismiss this recommendation"
      about={one.title}
      typed={why !== ''}
      consequence="It comes back when it is about a quarter more, or the situation is another."
      onSubmit={() => {
        if (dismiss.isPending) return
        dismiss.mutate(
          { id: one.id, why: why.trim() },
          {
            onSuccess: () => {
              showToast({ title: 'Dismissed.', message: one.title })
              close()
            },
          },
        )
      }}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant="filled" type="submit" loading={dismiss.isPending}>
            Dismiss
          </Button>
        </>
      }
    >
      <TextInput
        data-autofocus
        label="Why"
        description="May be left empty."
        maxLength={500}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
      />
      {dismiss.error && (
        <Notice tone="bad" alert title="Not dismissed.">
          {dismiss.error.message}
        </Notice>
      )}
    </Dialog>
  )
}
