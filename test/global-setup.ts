import type { TestProject } from 'vitest/node'
import { startTestServer } from './helpers/test-server.ts'

/** Once for the whole run: a Postgres with a migrated template database. Vitest calls what it returns at the end. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startTestServer()
  project.provide('databases', server.databases)
  return () => server.stop()
}
