import { expect } from 'vitest'
import type { Capabilities, ProviderServer } from '../../src/providers/provider.ts'

/** One server as the listing shows it, and as it shows alone: the same, but for a schedule that the listing leaves out. */
export const showsSame = (
  listed: ProviderServer | undefined,
  alone: ProviderServer,
  { native }: Pick<Capabilities, 'native'>,
): void => {
  if (native?.schedule_by_server !== true) {
    expect(alone).toEqual(listed)
    return
  }
  // Left out means just that: no schedule is made up.
  const left_out = { schedule: null, managed_in_panel: false, next_at: null }
  expect(listed?.native).toMatchObject(left_out)
  expect({ ...alone, native: { ...alone.native, ...left_out } }).toEqual(listed)
}
