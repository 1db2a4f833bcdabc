import { expect, onTestFinished, test } from 'vitest'
import { createTestContext } from '../../test/helpers/context.ts'
import { newProviderAccount, newServer } from '../../test/helpers/servers.ts'
import { type ServerFactsRow, updateFactsAcrossOrganizations } from './queries.ts'

test('a server looks otherwise once something else can be restored, though nothing else has changed', async () => {
  const t = await createTestContext()
  onTestFinished(() => t.end())
  const provider_account_id = await newProviderAccount(t.ctx)
  const server_id = await newServer(t.ctx, { organization_id: t.house_id, provider_account_id })
  const facts: ServerFactsRow = {
    ...{ server_id, last_backup_at: null, storage_bytes: null, rpo_status: null, posture: [], strip: null },
    ...{ native_points: 0, snapshot_points: 0, file_points: 0, snapshot_bytes: 0, facts_due_at: null },
  }
  const record = async (native_points: number) =>
    (await updateFactsAcrossOrganizations(t.ctx.db, [{ ...facts, native_points }], t.clock.now())).map(({ id }) => id)
  expect(await record(1)).toEqual([server_id])
  expect(await record(1)).toEqual([])
  expect(await record(0)).toEqual([server_id])
})
