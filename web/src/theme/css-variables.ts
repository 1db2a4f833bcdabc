import type { CSSVariablesResolver } from '@mantine/core'
import { semantic } from './semantic.ts'

/** Mantine's own variables that follow ours, so that stock components need no style of their own. */
const mantineFollows = {
  'color-body': 'surface',
  'color-text': 'ink',
  'color-bright': 'ink',
  'color-dimmed': 'ink-3',
  'color-placeholder': 'ink-3',
  'color-error': 'bad',
  'color-success': 'good',
  'color-anchor': 'accent',
  'color-default': 'surface',
  'color-default-hover': 'hover',
  'color-default-color': 'ink',
  'color-default-border': 'rule-2',
  'color-disabled': 'sunken',
  'color-disabled-color': 'ink-off',
  'color-disabled-border': 'rule',
  'primary-color-filled': 'accent-fill',
  'primary-color-filled-hover': 'accent-hover',
  'primary-color-contrast': 'on-accent',
  'primary-color-light': 'accent-soft',
  'primary-color-light-hover': 'accent-soft',
  'primary-color-light-color': 'accent',
} as const satisfies Record<string, keyof typeof semantic>

const follows = Object.fromEntries(
  Object.entries(mantineFollows).map(([theirs, ours]) => [`--mantine-${theirs}`, `var(--bs-${ours})`]),
)

function ofScheme(index: 0 | 1): Record<string, string> {
  const own = Object.entries(semantic).map(([name, values]) => [`--bs-${name}`, values[index]])
  // The follow-ups are repeated per scheme because Mantine sets its defaults per scheme too, and the later rule wins.
  return { ...Object.fromEntries(own), ...follows }
}

/** Hands the semantic colours to MantineProvider as `--bs-*` variables for both schemes. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: ofScheme(0),
  dark: ofScheme(1),
})
