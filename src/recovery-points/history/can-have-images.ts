import type { Capabilities } from '../../providers/provider.ts'
import type { ServerToRead } from '../../servers/list-servers-with-history-due.ts'

/** Whether a list of its images can hold anything: a size without slots, whose own backups nobody lists, needs no call. Pure. */
export const canHaveImages = (
  { native, snapshot }: Pick<Capabilities, 'native' | 'snapshot'>,
  { size, has_images }: Pick<ServerToRead, 'size' | 'has_images'>,
): boolean => {
  if (has_images || native?.can_list === true || snapshot === null) return has_images || native?.can_list === true
  const slots = typeof snapshot.slots === 'function' ? snapshot.slots(size) : snapshot.slots
  return slots !== 0
}
