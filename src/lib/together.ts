type Waiting<Item> = { item: Item; resolve: () => void; reject: (reason: unknown) => void }

/**
 * Does work for many at once: the first goes alone, and what comes while `work` runs goes together next time. Each caller learns
 * how it went for the group that it was in.
 */
export const together = <Item>(
  most: number,
  work: (items: readonly Item[]) => Promise<void>,
): ((item: Item) => Promise<void>) => {
  const waiting: Waiting<Item>[] = []
  let working = false
  const workAll = async () => {
    working = true
    while (waiting.length > 0) {
      const group = waiting.splice(0, most)
      try {
        await work(group.map(({ item }) => item))
        for (const { resolve } of group) resolve()
      } catch (error) {
        for (const { reject } of group) reject(error)
      }
    }
    working = false
  }
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject })
      if (!working) void workAll()
    })
}
