import { handlerOf, type TaskHandler } from '../jobs/handler.ts'
import { scrubRepository } from '../repositories/scrub-repository.ts'
import { settleObjects } from '../repositories/settle-objects.ts'
import { tendRepositories } from '../repositories/tend-repositories.ts'
import type { Stores } from '../storage/stores.ts'
import { scrubRepositoryTask, settleObjectsTask, tendRepositoriesTask } from '../tasks.ts'

/** Tasks that touch stored objects: only processes with the gateway do them. */
export const gatewayTasks = [settleObjectsTask, tendRepositoriesTask, scrubRepositoryTask] as const

export const gatewayHandlers = (stores: Stores): readonly TaskHandler[] => [
  handlerOf(settleObjectsTask, (ctx, { repository_id }) => settleObjects(ctx, { stores, repository_id })),
  handlerOf(tendRepositoriesTask, (ctx, _input, { signal }) => tendRepositories(ctx, { stores, signal })),
  handlerOf(scrubRepositoryTask, (ctx, input, job) => scrubRepository(ctx, input, { stores }, job)),
]
