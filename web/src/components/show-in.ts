import { serverTroubleOrder } from '../ui/marks/states.ts'
import type { Show } from './use-shown-servers.ts'

const shows: readonly Show[] = ['all', 'enabled', 'disabled', ...serverTroubleOrder]

/** What the address asks to be shown, if it is something that can be. */
export function showIn(text: string | null): Show | null {
  return shows.find((show) => show === text) ?? null
}
