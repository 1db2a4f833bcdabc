import pg from 'pg'
import { createDb } from '../src/db/database.ts'
import { openApiDocument } from '../src/http/openapi.ts'
import { apiInfo } from '../src/http/server.ts'
import { authPaths, createAuth } from '../src/identity/auth.ts'
import { systemClock } from '../src/lib/clock.ts'
import { createIds } from '../src/lib/ids.ts'
import { createLog } from '../src/lib/log.ts'
import { notificationWebhooks } from '../src/notifications/webhook-schema.ts'
import { allRoutes } from '../src/start-api.ts'
import { version } from '../src/version.ts'

/** docs/openapi.json as an object. Routes need a running process only when they are called, and here none is. */
export const openApiFile = (): object => {
  // Neither connects nor asks anything by being made.
  const pool = new pg.Pool()
  const auth = createAuth({
    pool,
    db: createDb(pool),
    ids: createIds(systemClock),
    log: createLog('silent'),
    secret: 'not-a-secret-nothing-is-signed-here',
    public_url: 'http://127.0.0.1:8484',
  })
  const facts = {
    started_at: '',
    database_kind: 'embedded',
    jobHealth: () => Promise.reject(new Error('Nothing runs while documents are made.')),
  } as const
  const room = {
    enter: () => {
      throw new Error('Nobody waits while documents are made.')
    },
    close: () => undefined,
  }
  return openApiDocument(allRoutes(auth, facts, room), {
    ...apiInfo,
    version,
    auth_paths: authPaths,
    webhooks: notificationWebhooks,
  })
}
