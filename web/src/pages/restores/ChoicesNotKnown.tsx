import { Button } from '@mantine/core'
import { Notice } from '../../ui/Notice.tsx'

type Props = {
  choices: { error: Error | null; isFetching: boolean; refetch: () => unknown }
  label: string
}

/** That a provider did not say what a new server can be, and the way to ask again. */
export function ChoicesNotKnown({ choices, label }: Props) {
  return (
    <Notice
      tone="bad"
      title={`What ${label} has for this image is not known.`}
      actions={
        <Button loading={choices.isFetching} onClick={() => void choices.refetch()}>
          Try again
        </Button>
      }
    >
      {choices.error?.message}
    </Notice>
  )
}
