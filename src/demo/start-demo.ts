import type { Services } from '../context.ts'
import { clearDemoTask, setUpDemoTask } from '../tasks.ts'
import { findDemo } from './queries.ts'

/** Puts what the demo still wants into the queue: once everything else has started, so that nobody waits for it. */
export const startDemo = async (services: Services): Promise<void> => {
  const demo = await findDemo(services.db)
  if (demo?.state === 'removing') await services.jobs.enqueue(services.db, clearDemoTask, {})
  if (demo?.state === 'wanted' || demo?.state === 'present')
    await services.jobs.enqueue(services.db, setUpDemoTask, { started_at: services.clock.now() })
}
