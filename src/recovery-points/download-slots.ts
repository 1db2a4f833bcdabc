import { AppError } from '../lib/errors.ts'

/** How many downloads run in this process at once; each is a restic. */
export type DownloadSlots = {
  /** Takes one; call what it returns once it is free again. Throws downloads_busy. */
  take(): () => void
}

export const createDownloadSlots = (most: number): DownloadSlots => {
  let taken = 0
  return {
    take() {
      if (taken >= most) throw new AppError('downloads_busy', { retryAfterSeconds: 10 })
      taken += 1
      let isTaken = true
      return () => {
        if (isTaken) taken -= 1
        isTaken = false
      }
    },
  }
}
