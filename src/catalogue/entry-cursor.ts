import type { Entry } from './node.ts'

/** Entries in order, one at a time; reading them in batches spares a wait for each. */
export type EntryCursor = {
  /** Undefined at the end. */
  current(): Entry | undefined
  /** Goes to the next one; a promise where it has to be read first. */
  advance(): Promise<void> | undefined
}

/** Stands at the first entry. */
export const createEntryCursor = async (
  batches: AsyncIterator<readonly Entry[]> | Iterator<readonly Entry[]>,
): Promise<EntryCursor> => {
  let batch: readonly Entry[] = []
  let at = 0
  const refill = async (): Promise<void> => {
    do {
      const next = await batches.next()
      batch = next.done ? [] : next.value
      at = 0
      if (next.done) return
    } while (batch.length === 0)
  }
  await refill()
  return {
    current: () => batch[at],
    advance: () => {
      at += 1
      return at < batch.length ? undefined : refill()
    },
  }
}
