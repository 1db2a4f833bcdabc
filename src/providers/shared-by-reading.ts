import type { Reading } from './provider.ts'

/**
 * Lists once for all who ask within the same reading; anew without one. What failed is asked for again by the next. Made once for each
 * client, since what it keeps is the account's.
 */
export const createSharedByReading = <T>(list: () => Promise<T>): ((reading: Reading | undefined) => Promise<T>) => {
  const shared = new WeakMap<Reading, Promise<T>>()
  return (reading) => {
    if (reading === undefined) return list()
    const listed = shared.get(reading)
    if (listed !== undefined) return listed
    const asked = list()
    shared.set(reading, asked)
    asked.catch(() => shared.delete(reading))
    return asked
  }
}
