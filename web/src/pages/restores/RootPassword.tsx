import { Button } from '@mantine/core'
import { useTellRootPassword } from '../../api/restores.ts'
import { CopyField } from '../../ui/CopyField.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Time } from '../../ui/Time.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'

type Props = { serverId: string; serverName: string; until: string | null }

/** The password of root that a provider set on a new server: shown once, to whoever asked for that server. */
export function RootPassword({ serverId, serverName, until }: Props) {
  const tell = useTellRootPassword(serverId)
  if (tell.data)
    return (
      <CopyField
        label="Password of root"
        value={tell.data.password}
        takesFocus
        help="Shown only now: Backstay keeps it no longer. Change it when you have signed in."
      />
    )
  if (until === null) return null
  return (
    <Notice
      tone="info"
      title={`The provider set a password of root on ${serverName}.`}
      actions={
        <Button
          loading={tell.isPending}
          onClick={() =>
            tell.mutate(undefined, { onError: (error) => showErrorToast('The password was not shown', error) })
          }
        >
          Show it once
        </Button>
      }
    >
      It waits for you alone, and goes <Time iso={until} />. After it was shown it is nowhere but with you.
    </Notice>
  )
}
