/** How fast something goes: over the last while, since the beginning tells little of a backup's middle. */
export type Speedometer = {
  /** Null until there is something to tell. */
  read(nowMs: number, done: number): number | null
}

const windowMs = 20_000

export const createSpeedometer = (): Speedometer => {
  const marks: { at: number; done: number }[] = []
  return {
    read: (nowMs, done) => {
      marks.push({ at: nowMs, done })
      while (marks.length > 2 && nowMs - (marks[0]?.at ?? nowMs) > windowMs) marks.shift()
      const first = marks[0]
      if (first === undefined || nowMs <= first.at) return null
      return Math.max(0, Math.round(((done - first.done) * 1_000) / (nowMs - first.at)))
    },
  }
}
