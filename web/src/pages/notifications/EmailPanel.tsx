import { Select } from '@mantine/core'
import { useId } from 'react'
import type { NoticeKind, NoticeTiming, NotificationChoices } from '../../../../src/notifications/schema.ts'
import { useChangeNotificationChoices, useNotificationChoices, useTestEmail } from '../../api/notifications.ts'
import { noticeKinds, noticeWords, timingWords } from '../../lib/notice-words.ts'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { ErrorState } from '../../ui/ErrorState.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { showErrorToast } from '../../ui/toast/show-error-toast.ts'
import { showToast } from '../../ui/toast/show-toast.ts'
import styles from './Notifications.module.css'
import { ZoneChoice } from './ZoneChoice.tsx'

/** A report of a week comes on its day, by itself or among what is told once a day. */
const weekly: Record<NoticeTiming, string> = { at_once: 'On Mondays', daily: 'In the digest', off: 'Off' }
const timings = (kind: NoticeKind) =>
  (['at_once', 'daily', 'off'] as const).map((value) => ({
    value,
    label: (kind === 'report.weekly' ? weekly : timingWords)[value],
  }))

/** What one gets by e-mail, kind by kind; a choice holds at once. */
export function EmailPanel() {
  const choices = useNotificationChoices()
  const test = useTestEmail()
  const send = () =>
    test.mutate(undefined, {
      onSuccess: ({ state, recipient, last_error }) =>
        state === 'sent'
          ? showToast({ title: 'Test sent.', message: `The mail server took it for ${recipient}.` })
          : showErrorToast('The test was not sent.', new Error(last_error ?? 'The mail server did not take it.')),
      onError: (error) => showErrorToast('The test was not sent.', error),
    })
  const isOff = choices.data?.email_configured === false
  return (
    <Panel
      title="Your e-mail"
      action={
        choices.data && (
          <ActionButton
            variant="quiet"
            loading={test.isPending}
            disabledReason={isOff ? 'No e-mail can be sent from here yet.' : null}
            onClick={send}
          >
            Send a test
          </ActionButton>
        )
      }
    >
      {isOff && <NotSetUp />}
      {choices.data ? (
        <Choices choices={choices.data} />
      ) : choices.error ? (
        <ErrorState
          title="Your choices could not be loaded"
          error={choices.error}
          onRetry={() => void choices.refetch()}
          retrying={choices.isFetching}
        >
          What you get by e-mail goes on as it was.
        </ErrorState>
      ) : (
        <div role="status" aria-label="Loading: your choices">
          <Skeleton width="40%" />
          <Skeleton width="52%" />
          <Skeleton width="34%" />
        </div>
      )}
    </Panel>
  )
}

function NotSetUp() {
  const { me } = useViewer()
  return (
    <div className={styles.notice}>
      <Notice tone="warn" title="No e-mail is sent from here yet.">
        {me.operator ? (
          <>
            Set SMTP_URL, such as <span className="bs-mono">smtp://user:password@mail.example.com:587</span>, and start
            Backstay again. What you choose here holds from then on.
          </>
        ) : (
          'An operator has to set up a mail server. What you choose here holds from then on.'
        )}
      </Notice>
    </div>
  )
}

function Choices({ choices }: { choices: NotificationChoices }) {
  const change = useChangeNotificationChoices()
  const id = useId()
  const choose = (kind: NoticeKind, timing: NoticeTiming) =>
    change.mutate(
      { choices: [{ kind, timing }] },
      { onError: (error) => showErrorToast('Your choice was not kept.', error) },
    )
  // Until the answer is here, what was chosen last is shown.
  const pending = change.isPending ? change.variables.choices : []
  const timingOf = (kind: NoticeKind) =>
    [...pending, ...choices.choices].find((choice) => choice.kind === kind)?.timing ?? 'off'
  return (
    <div className={styles.choices}>
      <ZoneChoice />
      {noticeKinds.map((kind) => (
        <div key={kind} className={styles.choice}>
          <div className={styles.words}>
            <div id={`${id}-${kind}`}>{noticeWords[kind].word}</div>
            <div className={styles.text}>{noticeWords[kind].text}</div>
          </div>
          <div className={styles.timing}>
            <Select
              aria-labelledby={`${id}-${kind}`}
              data={timings(kind)}
              value={timingOf(kind)}
              allowDeselect={false}
              onChange={(next) => {
                const timing = timings(kind).find(({ value }) => value === next)?.value
                if (timing !== undefined) choose(kind, timing)
              }}
            />
          </div>
        </div>
      ))}
    </div>
  )
}
