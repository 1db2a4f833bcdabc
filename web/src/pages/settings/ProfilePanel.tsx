import { TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useUpdateName } from '../../api/identity.ts'
import { checks } from '../../forms/checks.ts'
import { Refusal } from '../../forms/Refusal.tsx'
import { useViewer } from '../../shell/viewer.ts'
import { ActionButton } from '../../ui/ActionButton.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { showToast } from '../../ui/toast/show-toast.ts'
import styles from './Settings.module.css'

/** The name others see. The e-mail address is what one signs in with and stays. */
export function ProfilePanel() {
  const { user } = useViewer()
  const update = useUpdateName()
  // By hand, without the library of the dialogs' forms: it would be a good part of what this page loads.
  const [name, setName] = useState(user.name)
  const [wrong, setWrong] = useState<string | null>(null)
  const [saved, setSaved] = useState(user.name)
  const save = (event: FormEvent) => {
    event.preventDefault()
    const problem = checks.name(name)
    setWrong(problem)
    if (problem !== null) return
    update.mutate(name.trim(), {
      onSuccess: () => {
        setSaved(name)
        showToast({ title: 'Name changed.', message: `Others see ${name.trim()} from now on.` })
      },
    })
  }
  return (
    <Panel title="Profile">
      <form className={styles.form} onSubmit={save} noValidate>
        <TextInput
          label="Name"
          autoComplete="name"
          value={name}
          error={wrong}
          onChange={(event) => {
            setName(event.currentTarget.value)
            setWrong(null)
          }}
        />
        <TextInput
          label="E-mail address"
          value={user.email}
          readOnly
          description="You sign in with it. To use another one, have an operator invite that address."
        />
        <Refusal title="The name was not changed." error={update.error} />
        <div className={styles.row}>
          <ActionButton
            type="submit"
            loading={update.isPending}
            disabledReason={name !== saved ? null : 'It is the name you have. Type another one.'}
          >
            Change the name
          </ActionButton>
        </div>
      </form>
    </Panel>
  )
}
