import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { cx } from '../lib/cx.ts'
import { longestSearch } from '../lib/search-of.ts'
import styles from './SearchField.module.css'

type Props = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Beside many other filters. */
  narrow?: boolean
  /** As many letters as the API takes. */
  longest?: number
}

/** Narrows a list while one types. The value lives in the address; the field follows it when it changes there. */
export function SearchField({ label, value, onChange, narrow, longest = longestSearch }: Props) {
  const [text, setText] = useState(value)
  // A space between two words is not lost while the second is thought of: the address never has it.
  useEffect(() => setText((text) => (text.trim() === value ? text : value)), [value])
  const tell = useDebouncedCallback(onChange, 250)
  const change = (next: string) => {
    setText(next)
    tell(next.trim())
  }
  return (
    <TextInput
      className={cx(styles.search, narrow && styles.narrow)}
      type="search"
      aria-label={label}
      placeholder={label}
      maxLength={longest}
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} stroke={1.6} aria-hidden="true" />}
      rightSection={
        text !== '' && (
          <CloseButton
            size={24}
            aria-label="Clear the filter"
            onClick={() => {
              setText('')
              onChange('')
            }}
          />
        )
      }
    />
  )
}
