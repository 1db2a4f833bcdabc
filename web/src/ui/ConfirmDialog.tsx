import { Button, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import styles from './Dialog.module.css'
import { Dialog } from './Dialog.tsx'
import { Notice } from './Notice.tsx'
import { Told } from './Told.tsx'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  about?: ReactNode
  /** What is lost. */
  children: ReactNode
  /** The act and its object: "Delete Acme", never "OK". */
  verb: string
  /** What leaves everything as it is, where "Cancel" could be taken for the act itself. */
  dismiss?: string
  /** Typed before the button works, for what cannot be taken back. */
  typedName?: string
  typedLabel?: string
  consequence?: ReactNode
  busy: boolean
  error: Error | null
  onConfirm: () => void
}

/** Asks before something is lost: says what, and for the worst wants the name typed. */
export function ConfirmDialog(props: Props) {
  const [typed, setTyped] = useState('')
  const matches = props.typedName === undefined || typed.trim() === props.typedName
  const close = () => {
    setTyped('')
    props.onClose()
  }
  return (
    <Dialog
      open={props.open}
      onClose={close}
      title={props.title}
      about={props.about}
      typed={typed !== ''}
      consequence={matches ? props.consequence : `The button works once the name is typed.`}
      onSubmit={() => {
        if (matches && !props.busy) props.onConfirm()
      }}
      actions={
        <>
          <Button onClick={close}>{props.dismiss ?? 'Cancel'}</Button>
          <Button variant="danger" type="submit" loading={props.busy} disabled={!matches}>
            {props.verb}
          </Button>
        </>
      }
    >
      <div>{props.children}</div>
      {props.typedName !== undefined && (
        <TextInput
          data-autofocus
          className={styles.typed}
          size="md"
          label={props.typedLabel ?? `Type ${props.typedName} to confirm`}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          spellCheck={false}
        />
      )}
      {props.error && (
        <Notice tone="bad" alert title="Nothing was changed.">
          <Told text={props.error.message} />
        </Notice>
      )}
    </Dialog>
  )
}
