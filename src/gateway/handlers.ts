import { handlerOf, type TaskHandler } from '../jobs/handler.ts'
import { eraseRepository } from '../repositories/erase-repository.ts'
import { scrubRepository } from '../repositories/scrub-repository.ts'
import { settleObjects } from '../repositories/settle-objects.ts'
import { tendRepositories } from '../repositories/tend-repositories.ts'
import type { Stores } from '../storage/stores.ts'
import { eraseRepositoryTask, scrubRepositoryTask, settleObjectsTask, tendRepositoriesTask } from '../tasks.ts'

/** Tasks that touch stored objects: only processes with the gateway do them. */
export const gatewayTasks = [settleObjectsTask, eraseRepositoryTask, tendRepositoriesTask, scrubRepositoryTask] as const

export const gatewayHandlers = (stores: Stores): readonly TaskHandler[] => [
  handlerOf(settleObjectsTask, (ctx, { repository_id }) => settleObjects(ctx, { stores, repository_id })),
  handlerOf(eraseRepositoryTask, (ctx, input) => eraseRepository(ctx, { stores, ...input })),
  handlerOf(tendRepositoriesTask, (ctx, _input, { signal }) => tendRepositories(ctx, { stores, signal })),
  handlerOf(scrubRepositoryTask, (ctx, input, job) => scrubRepository(ctx, input, { stores }, job)),
]
