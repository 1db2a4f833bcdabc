import { type Figure, percentile } from './figure.ts'

const times = 60

/** The slow end of what one caller waits for a list or an overview, held against the target of lists. */
export const timed = async (name: string, work: () => Promise<unknown>): Promise<Figure> => {
  const took: number[] = []
  await work()
  for (let n = 0; n < times; n++) {
    const startedMs = performance.now()
    await work()
    took.push(performance.now() - startedMs)
  }
  return { name, value: percentile(took, 0.95), unit: 'ms', compared_to: 'target p95 ≤ 50 ms', note: 'one caller' }
}
