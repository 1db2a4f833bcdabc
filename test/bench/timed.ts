import type { Context } from '../../src/context.ts'
import { type Figure, percentile } from './figure.ts'
import { processorMs } from './processor-ms.ts'

const times = 60

/**
 * The slow end of what one caller waits, held against the target of lists; beside it what other work on the machine hardly touches: the
 * quickest, and the processors' time for one.
 */
export const timed = async (ctx: Context, name: string, work: () => Promise<unknown>): Promise<Figure> => {
  const took: number[] = []
  await work()
  const before = await processorMs(ctx.db)
  for (let n = 0; n < times; n++) {
    const startedMs = performance.now()
    await work()
    took.push(performance.now() - startedMs)
  }
  const after = await processorMs(ctx.db)
  const used = before === null || after === null ? '' : `, processors ${((after - before) / times).toFixed(1)} ms`
  return {
    name,
    value: percentile(took, 0.95),
    unit: 'ms',
    compared_to: 'target p95 ≤ 50 ms',
    note: `one caller; quickest ${Math.min(...took).toFixed(1)} ms${used}`,
  }
}
