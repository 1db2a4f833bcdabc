const sliceMs = 50

/**
 * How often a second each act can be done, one after another. They take turns in short slices, so that a machine or a
 * disk whose speed changes from second to second is equally unfair to all of them.
 */
export const ratesInTurns = async <Name extends string>(
  acts: Record<Name, () => Promise<unknown>>,
  secondsEach: number,
): Promise<Record<Name, number>> => {
  const names = Object.keys(acts) as Name[]
  const spentMs = Object.fromEntries(names.map((name) => [name, 0])) as Record<Name, number>
  const counts = { ...spentMs }
  while (names.some((name) => spentMs[name] < secondsEach * 1_000)) {
    for (const name of names) {
      const startedMs = performance.now()
      do {
        await acts[name]()
        counts[name] += 1
      } while (performance.now() - startedMs < sliceMs)
      spentMs[name] += performance.now() - startedMs
    }
  }
  return Object.fromEntries(names.map((name) => [name, (counts[name] * 1_000) / spentMs[name]])) as Record<Name, number>
}
