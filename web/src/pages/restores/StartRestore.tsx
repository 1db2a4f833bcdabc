import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import type { RecoveryPoint } from '../../../../src/recovery-points/schema.ts'
import { ApiError } from '../../api/api-error.ts'
import { useStartRestore } from '../../api/restores.ts'
import type { Server } from '../../api/server-types.ts'
import type { RestoreCheck } from '../../lib/restore-checks.ts'
import type { RestoreChoice } from '../../lib/restore-choice.ts'
import { restoreInput, whyNotFolder } from '../../lib/restore-plan.ts'
import { type Path, paths } from '../../paths.ts'
import { useGo } from '../../shell/use-go.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import dialogStyles from '../../ui/Dialog.module.css'
import { LinkButton } from '../../ui/LinkButton.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Remedy } from './ReviewChecks.tsx'
import styles from './Wizard.module.css'
import type { WizardStep } from './wizard-steps.ts'

type Props = {
  server: Server
  point: RecoveryPoint
  choice: RestoreChoice
  target: { id: string; name: string }
  checks: readonly RestoreCheck[]
  at: (step: WizardStep) => Path
  /** Of an image: why it cannot start yet, which snapshots its provider may delete, and what is ordered where that is a new server. */
  image?: { whyNot: string | null; accept_loss?: readonly string[]; order?: string }
}

/** Starts the restore: after the server's name was typed where files are overwritten in place. Leads to where it is followed. */
export function StartRestore({ server, point, choice, target, checks, at, image }: Props) {
  const go = useGo()
  const start = useStartRestore(server.id)
  const [typed, setTyped] = useState('')
  const whyNot = whyNotStart(choice, checks) ?? image?.whyNot ?? null
  const inPlace = choice.mode === 'in_place'
  const named = !inPlace || typed.trim() === target.name
  const send = (dry_run: boolean) => {
    const confirm = inPlace && !dry_run ? typed.trim() : undefined
    const from = { point_id: point.id, server_id: server.id }
    const accept_loss = image?.accept_loss
    start.mutate(restoreInput(choice, from, { dry_run, confirm, accept_loss }), {
      onSuccess: ({ id }) => go(paths.restore(id)),
    })
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (named && whyNot === null && !start.isPending) send(false)
  }
  const overwrites = image ? inPlace : inPlace && choice.overwrite !== 'never'
  return (
    <form className={styles.start} data-tone={overwrites ? 'bad' : undefined} onSubmit={submit} noValidate>
      <div>
        <h2 className={styles.startTitle}>
          {image ? (image.order ?? `This overwrites the whole disk of ${target.name}.`) : titleOf(choice, target.name)}
        </h2>
        {inPlace && <p className={styles.startText}>Type the server’s name to confirm.</p>}
      </div>
      {inPlace && (
        <TextInput
          className={overwrites ? dialogStyles.typed : undefined}
          size="md"
          aria-label={`Type ${target.name} to confirm`}
          placeholder={target.name}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {start.error && <NotStarted error={start.error} target={target} at={at} />}
      <div className={styles.startActs}>
        <ActionButton
          size="md"
          type="submit"
          variant={overwrites ? 'danger' : 'filled'}
          loading={start.isPending && !start.variables.dry_run}
          disabledReason={whyNot ?? (named ? null : 'The button works once the name is typed.')}
        >
          {inPlace ? `Restore ${target.name}` : `Restore to ${target.name}`}
        </ActionButton>
        <LinkButton size="md" to={at('where')}>
          Back
        </LinkButton>
        <LinkButton size="md" variant="subtle" to={paths.server(server.id)}>
          Cancel
        </LinkButton>
      </div>
      {!image && (
        <Trial busy={start.isPending && start.variables.dry_run} off={whyNot !== null} onTry={() => send(true)} />
      )}
      {whyNot && <p className={styles.startText}>{whyNot}</p>}
    </form>
  )
}

type TrialProps = { busy: boolean; off: boolean; onTry: () => void }

function Trial({ busy, off, onTry }: TrialProps) {
  return (
    <div className={styles.trial}>
      <Button variant="quiet" size="xs" loading={busy} disabled={off} onClick={onTry}>
        Try it without writing
      </Button>
      <p className={styles.startText}>Says what would be written, and changes nothing.</p>
    </div>
  )
}

function titleOf(choice: RestoreChoice, name: string): string {
  if (choice.mode === 'path') return `This writes below ${choice.target_path} on ${name}.`
  return choice.overwrite === 'never' ? `This writes missing files on ${name}.` : `This overwrites files on ${name}.`
}

/** Why it cannot start now: what was not chosen, or a check that failed. */
function whyNotStart(choice: RestoreChoice, checks: readonly RestoreCheck[]): string | null {
  if (choice.picking && choice.include.length === 0) return 'No file is chosen yet. Go back to What.'
  if (choice.mode === 'path' && whyNotFolder(choice.target_path) !== null)
    return 'The folder is not named right. Go back to Where.'
  return checks.find(({ tone }) => tone === 'bad')?.text ?? null
}

const remedies: Record<string, NonNullable<RestoreCheck['remedy']>> = {
  recovery_point_gone: 'backup',
  method_unavailable: 'backup',
  already_exists: 'where',
  agent_missing: 'agent',
  restore_running: 'restores',
}

/** The server's refusal in its own words, with the way to mend it. */
function NotStarted({ error, target, at }: { error: Error; target: { id: string }; at: Props['at'] }) {
  const remedy = error instanceof ApiError ? remedies[error.code] : undefined
  return (
    <Notice
      tone="bad"
      alert
      title="Not started; nothing was changed."
      actions={remedy && <Remedy remedy={remedy} target={target} at={at} />}
    >
      {error.message}
    </Notice>
  )
}
