import type { Run } from '../api/run-types.ts'
import { AccountName } from './AccountName.tsx'
import { runTitle } from './run-title.ts'

/** A run in a few words, a sync with the account it looks at. */
export function RunTitle({ run }: { run: Run }) {
  if (run.server_name || run.provider_account_id === null) return runTitle(run)
  return (
    <>
      {runTitle(run)} <AccountName id={run.provider_account_id} />
    </>
  )
}
