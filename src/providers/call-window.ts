const buckets = 60

/** Counts calls in a span that moves with time, in sixtieths of it: never more than the truth allows, at a fixed size. */
export const createCallWindow = (spanMs: number) => {
  const bucketMs = spanMs / buckets
  const counts = new Map<number, number>()
  const forgetBefore = (oldest: number) => {
    for (const bucket of counts.keys()) if (bucket < oldest) counts.delete(bucket)
  }
  const count = (atMs: number): number => {
    forgetBefore(Math.floor(atMs / bucketMs) - buckets)
    return [...counts.values()].reduce((sum, one) => sum + one, 0)
  }
  return {
    count,
    add: (atMs: number): void => {
      const bucket = Math.floor(atMs / bucketMs)
      counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
    },
    /** How long until fewer than `most` calls lie in the span; 0 when that is so now. */
    delayMs: (atMs: number, most: number): number => {
      let inSpan = count(atMs)
      if (inSpan < most) return 0
      for (const [bucket, calls] of [...counts].sort(([a], [b]) => a - b)) {
        inSpan -= calls
        if (inSpan < most) return (bucket + buckets + 1) * bucketMs - atMs
      }
      return spanMs
    },
  }
}
