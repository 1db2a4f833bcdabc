import { Button } from '@mantine/core'
import { useState } from 'react'
import type { NewApiKey } from '../api/types.ts'
import { CopyField } from '../ui/CopyField.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { Time } from '../ui/Time.tsx'

/** The key itself, this once, and a first request to try it with. */
export function NewApiKeyDialog({ open, onClose, apiKey }: { open: boolean; onClose: () => void; apiKey: NewApiKey }) {
  const [copied, setCopied] = useState(false)
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={`Key ${apiKey.name}`}
      about={apiKey.operator ? 'operator key' : `${apiKey.role} of ${apiKey.organization_name}`}
      typed
      consequence={
        copied
          ? 'Copied. Keep it where passwords are kept.'
          : 'Not copied yet. It cannot be shown again; a lost key is replaced by a new one.'
      }
      actions={
        <Button variant={copied ? 'filled' : 'default'} onClick={onClose}>
          Done
        </Button>
      }
    >
      <CopyField
        label="API key"
        value={apiKey.key}
        block
        onCopied={() => setCopied(true)}
        help="Shown only now: Backstay keeps no copy that could be read."
      />
      <CopyField label="Try it" value={curlOf(apiKey.key)} block onCopied={() => setCopied(true)} />
      <p className="bs-second">
        {apiKey.expires_at ? (
          <>
            It ends <Time iso={apiKey.expires_at} />.
          </>
        ) : (
          'It has no end date.'
        )}{' '}
        Every call is described at <a href="/api/docs">/api/docs</a>.
      </p>
    </Dialog>
  )
}

function curlOf(key: string): string {
  return `curl -H "Authorization: Bearer ${key}" \\\n  ${location.origin}/api/me`
}
