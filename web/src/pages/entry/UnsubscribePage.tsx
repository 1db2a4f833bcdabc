import { Button } from '@mantine/core'
import { useUnsubscribe } from '../../api/notifications.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import styles from './Entry.module.css'
import { EntryFrame } from './EntryFrame.tsx'
import { useLinkToken } from './use-link-token.ts'

/** Stops e-mails for whoever has one of them, signed in or not. */
export function UnsubscribePage() {
  const { token, forget } = useLinkToken()
  const unsubscribe = useUnsubscribe()
  const go = useGo()
  const settings = (
    <Button size="md" fullWidth onClick={() => go(paths.notifications())}>
      Choose what you get
    </Button>
  )
  if (unsubscribe.isSuccess)
    return (
      <EntryFrame
        title="You get no more e-mails"
        about="Nothing that happens to servers is sent to you from now on. You can choose anew at any time."
      >
        <div className={styles.form}>{settings}</div>
      </EntryFrame>
    )
  if (token === null)
    return (
      <EntryFrame
        title="There is no whole link here"
        about="The part after the # is missing or cut off. Open the link again, copied whole, or choose after signing in."
      >
        <div className={styles.form}>{settings}</div>
      </EntryFrame>
    )
  return (
    <EntryFrame
      title="Stop e-mails from Backstay"
      about="You will not hear of failed and missed backups by e-mail any more. Invitations still come."
    >
      <div className={styles.form}>
        <Refusal error={unsubscribe.error} title="E-mails go on." />
        <Button
          variant="filled"
          size="md"
          fullWidth
          loading={unsubscribe.isPending}
          onClick={() => unsubscribe.mutate(token, { onSuccess: forget })}
        >
          Stop all of them
        </Button>
        {settings}
      </div>
    </EntryFrame>
  )
}
