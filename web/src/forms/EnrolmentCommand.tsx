import { Button } from '@mantine/core'
import type { CreatedEnrolment } from '../../../src/agents/schema.ts'
import { useAgent } from '../api/agent.ts'
import { useRevokeEnrolment } from '../api/agents.ts'
import { useEnrolmentWait } from '../api/enrolment-wait.ts'
import { CopyField } from '../ui/CopyField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { StateMark } from '../ui/marks/StateMark.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Steps } from '../ui/Steps.tsx'
import { Time } from '../ui/Time.tsx'
import { showErrorToast } from '../ui/toast/show-error-toast.ts'
import styles from './EnrolmentCommand.module.css'

type Props = {
  open: boolean
  enrolment: CreatedEnrolment
  title: string
  onClose: () => void
  onBackUp: (serverId: string) => void
}

/** The command, this once, and the wait for the machine; it goes on by itself when the agent has come. */
export function EnrolmentCommand({ open, enrolment, title, onClose, onBackUp }: Props) {
  const wait = useEnrolmentWait(open ? enrolment : null)
  const state = wait.data?.state ?? 'waiting'
  const agent = useAgent(wait.data?.agent_id ?? null).data
  const revoke = useRevokeEnrolment()
  const drop = () =>
    revoke.mutate(enrolment.id, {
      onSuccess: onClose,
      onError: (error) => showErrorToast('The command still works.', error),
    })
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={title}
      about={`For ${agent?.server_name ?? enrolment.server_name ?? 'a new server'}`}
      typed={state === 'waiting'}
      consequence={
        state === 'waiting' ? 'You may close this; the machine appears in the lists when it comes.' : undefined
      }
      actions={
        agent ? (
          <>
            <Button onClick={onClose}>Close</Button>
            <Button variant="filled" onClick={() => onBackUp(agent.server_id)}>
              Back up its files…
            </Button>
          </>
        ) : (
          <>
            {state === 'waiting' && (
              <Button variant="quiet" loading={revoke.isPending} onClick={drop}>
                Make it worthless
              </Button>
            )}
            <Button onClick={onClose}>Close</Button>
          </>
        )
      }
    >
      <CopyField
        label="Command for the machine"
        value={enrolment.install_command ?? enrolment.command}
        block
        takesFocus
        help="Run it as root. It works once and is shown only now."
      />
      <p className="bs-second">
        Good for one machine until <Time iso={enrolment.expires_at} />.{' '}
        {enrolment.install_problem === null
          ? 'It fetches the agent from here, and Node where there is none.'
          : `The machine needs the agent first. ${enrolment.install_problem}`}
      </p>
      <div role="status" className={styles.wait} data-here={agent ? true : undefined}>
        {agent ? (
          <>
            <StateMark mark="tick" tone="good" />
            <span>
              <strong>{agent.server_name} is connected.</strong> {agent.hostname}, {agent.os}; agent {agent.version},{' '}
              {agent.restic_version ? `restic ${agent.restic_version}` : 'no usable restic found'}.
            </span>
          </>
        ) : state === 'waiting' || state === 'used' ? (
          <>
            <StateMark mark="arc" tone="accent" />
            <span>
              <strong>Waiting for the machine.</strong> This goes on by itself as soon as its agent connects.
            </span>
          </>
        ) : (
          <>
            <StateMark mark="ring" tone="off" />
            <span>
              <strong>This command no longer works.</strong> Close this and make another one.
            </span>
          </>
        )}
      </div>
      {agent?.trouble && (
        <Notice tone="warn" title="It is here, but can do no work yet.">
          {agent.trouble.message}
        </Notice>
      )}
      {!agent && (
        <Steps
          steps={[
            { key: 'run', text: 'The agent enrols with the token, which is worthless from then on.' },
            { key: 'server', text: 'The machine stands among the servers, with backups off.' },
            { key: 'files', text: 'You say which files are backed up, when, and for how long they stay.' },
          ]}
        />
      )}
    </Dialog>
  )
}
