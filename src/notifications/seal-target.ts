import type { Services } from '../context.ts'
import type { OpenedTarget } from './open-target.ts'

/** What a target needs to be reached, sealed for its row. */
export const sealTarget = ({ secrets }: Services, id: string, target: OpenedTarget): string =>
  secrets.seal('notification_target', id, JSON.stringify(target))
