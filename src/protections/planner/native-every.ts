import type { Capabilities } from '../../providers/provider.ts'

/** How often native backups are taken, for their price: where nobody told, the dearer is what one has to reckon with. */
export const nativeEvery = (
  told: string | null | undefined,
  { native }: Pick<Capabilities, 'native'>,
): 'day' | 'week' => (told === 'week' || native?.schedules.includes('day') === false ? 'week' : 'day')
