/** Why a catalogue cannot be read. */
export type RebuildReason = 'missing' | 'damaged' | 'other_format' | 'other_key'

/** Thrown by every read that cannot be answered truly: throw the catalogue away and make it anew from the repository. */
export class RebuildNeeded extends Error {
  readonly reason: RebuildReason

  constructor(reason: RebuildReason, cause?: unknown) {
    super(`the catalogue must be made anew: ${reason}`, { cause })
    this.reason = reason
  }
}

/** What goes wrong while bytes of a catalogue are made sense of is damage, whatever it is. */
export const orDamaged = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    throw error instanceof RebuildNeeded ? error : new RebuildNeeded('damaged', error)
  }
}
