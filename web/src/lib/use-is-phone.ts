import { useMediaQuery } from '@mantine/hooks'

/** Under 768 px: tables become items and dialogs fill the screen. */
export function useIsPhone(): boolean {
  return useMediaQuery('(max-width: 767.98px)', undefined, { getInitialValueInEffect: false }) ?? false
}
