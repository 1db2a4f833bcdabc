import { handlerOf, type TaskHandler } from '../jobs/handler.ts'
import { clearDemoTask, setUpDemoTask } from '../tasks.ts'
import { clearDemo } from './clear-demo.ts'
import type { DemoAgent } from './demo-agent.ts'
import type { DemoClouds } from './demo-clouds.ts'
import { setUpDemo } from './set-up-demo.ts'

/** The demo's tasks, in the process that may have its clouds. */
export const demoHandlers = (parts: { clouds: DemoClouds; agent: DemoAgent }): readonly TaskHandler[] => [
  handlerOf(setUpDemoTask, (ctx, _input, { signal }) => setUpDemo(ctx, parts, signal)),
  handlerOf(clearDemoTask, (ctx) => clearDemo(ctx, parts)),
]
