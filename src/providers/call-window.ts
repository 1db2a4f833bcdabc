const buckets = 60

/** Counts calls in a span that moves with time, in sixtieths of it: never more than the truth allows, at a fixed size. */
export const createCallWindow = (spanMs: number) => {
  const bucketMs = spanMs / buckets
  const counts = new Map<number, number>()
  const forgetBefore = (oldest: number) => {
    for (const bucket of counts.keys()) if (bucket < oldest) counts.delete(bucket)
  }
  return {
    add: (atMs: number): void => {
      const bucket = Math.floor(atMs / bucketMs)
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
    },
    /** How long until fewer than `most` calls lie in the span; 0 when that is so now. */
    delayMs: (atMs: number, most: number): number => {
      const oldest = Math.floor(atMs / bucketMs) - buckets
      forgetBefore(oldest)
      let inSpan = [...counts.values()].reduce((sum, count) => sum + count, 0)
      if (inSpan < most) return 0
      for (const [bucket, count] of [...counts].sort(([a], [b]) => a - b)) {
        inSpan -= count
        if (inSpan < most) return (bucket + buckets + 1) * bucketMs - atMs
      }
      return spanMs
    },
  }
}
