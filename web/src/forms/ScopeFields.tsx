import { Checkbox, Textarea, TextInput } from '@mantine/core'
import { listWords } from '../lib/list-words.ts'
import type { ScopeForm, ScopeProblems } from '../lib/scope-form.ts'
import styles from './FilesForm.module.css'
import { MoreFields } from './MoreFields.tsx'

type Props = {
  value: ScopeForm
  onChange: (value: ScopeForm) => void
  problems: ScopeProblems
  /** Names of scripts found on the machine. */
  hooks: readonly string[]
  allowCommands: boolean
}

/** What is backed up: folders, what to leave out, databases, what runs before and after. */
export function ScopeFields({ value, onChange, problems, hooks, allowCommands }: Props) {
  const set = (more: Partial<ScopeForm>) => onChange({ ...value, ...more })
  const area = (name: 'paths' | 'excludes' | 'dumps' | 'before' | 'after') => ({
    autosize: true,
    minRows: 1,
    maxRows: 8,
    spellCheck: false,
    classNames: { input: styles.mono },
    value: value[name],
    error: problems[name],
    onChange: (event: { currentTarget: { value: string } }) => set({ [name]: event.currentTarget.value }),
  })
  const hookHelp =
    hooks.length > 0
      ? `Scripts found there: ${listWords(hooks, 8)}.`
      : allowCommands
        ? 'Names of scripts, or commands; one a line.'
        : 'No scripts were found in the hooks folder of that machine.'
  const more = Boolean(problems.limit || problems.cores)
  return (
    <>
      <Textarea label="Folders" description="One a line. / is the machine’s own file system." {...area('paths')} />
      <Textarea label="Leave out" description="Paths or patterns such as *.log; one a line." {...area('excludes')} />
      <Textarea
        label="Databases"
        description="Dumped by their own tools, each a backup of its own: postgresql shop, mysql shop, sqlite /srv/app.db."
        {...area('dumps')}
      />
      <MoreFields open={more}>
        <Checkbox
          label="Stay on one file system"
          description="What is mounted into a folder is left out until it is named itself."
          checked={value.one_file_system}
          onChange={(event) => set({ one_file_system: event.currentTarget.checked })}
        />
        <Checkbox
          label="Leave out caches"
          description="Folders that programs marked as caches themselves (CACHEDIR.TAG)."
          checked={value.exclude_caches}
          onChange={(event) => set({ exclude_caches: event.currentTarget.checked })}
        />
        <Textarea label="Run before" description={hookHelp} {...area('before')} />
        <Textarea label="Run after" description="Also when the backup failed." {...area('after')} />
        <div className={styles.pair}>
          <TextInput
            label="Upload limit, KiB a second"
            inputMode="numeric"
            placeholder="none"
            value={value.limit}
            error={problems.limit}
            onChange={(event) => set({ limit: event.currentTarget.value })}
          />
          <TextInput
            label="Processor cores"
            inputMode="numeric"
            placeholder="all"
            value={value.cores}
            error={problems.cores}
            onChange={(event) => set({ cores: event.currentTarget.value })}
          />
        </div>
      </MoreFields>
    </>
  )
}
