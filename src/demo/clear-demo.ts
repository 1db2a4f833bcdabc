import type { Context } from '../context.ts'
import type { DemoAgent } from './demo-agent.ts'
import type { DemoClouds } from './demo-clouds.ts'
import { findDemo, updateDemo } from './queries.ts'

/** After the demo was removed: stops its clouds and its agent, and deletes their files. */
export const clearDemo = async (ctx: Context, parts: { clouds: DemoClouds; agent: DemoAgent }): Promise<void> => {
  const demo = await findDemo(ctx.db)
  if (demo?.state !== 'removing') return
  await parts.agent.destroy(ctx)
  await parts.clouds.destroy(ctx)
  await updateDemo(ctx.db, 'removing', { state: 'removed', updated_at: ctx.clock.now() })
}
