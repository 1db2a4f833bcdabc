import { Select, type SelectProps } from '@mantine/core'
import { longestSearch } from '../lib/search-of.ts'
import styles from './SearchSelect.module.css'

/** A choice from a long list, narrowed by typing. The list scrolls by itself, so that the keyboard and screen readers follow it. */
export function SearchSelect(props: SelectProps) {
  return (
    <Select
      searchable
      maxLength={longestSearch}
      withScrollArea={false}
      classNames={{ options: styles.options }}
      {...props}
    />
  )
}
