import { expect } from 'vitest'
import { nativePoint, snapshotPoint } from './changes.ts'
import type { ConformanceSubject } from './subject.ts'
import type { World } from './world.ts'

/** Asks what can be made of an image of each kind that the provider makes new servers of. */
export const askNewServerChoices = async (world: World, subject: ConformanceSubject): Promise<void> => {
  const { native, snapshot } = world.provider.capabilities
  const images = [
    ...(native?.can_restore_to_new ? [await nativePoint(world, subject)] : []),
    ...(snapshot?.can_restore_to_new ? [await snapshotPoint(world, subject)] : []),
  ]
  expect(images).not.toEqual([])
  for (const { ref, point } of images) {
    const { regions, sizes } = await world.provider.newServerChoices(ref, point)
    expect(regions).not.toEqual([])
    expect(sizes).not.toEqual([])
  }
}
