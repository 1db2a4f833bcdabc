import type { NewApiKey } from '../api/types.ts'
import { CopyField } from '../ui/CopyField.tsx'
import { Time } from '../ui/Time.tsx'

/** The key itself, this once, and a first request to try it with. */
export function NewApiKeyFacts({ apiKey, onCopied }: { apiKey: NewApiKey; onCopied: () => void }) {
  return (
    <>
      <CopyField
        label="API key"
        value={apiKey.key}
        takesFocus
        onCopied={onCopied}
        help="Shown only now: Backstay keeps no copy that could be read."
      />
      <CopyField label="Try it" value={curlOf(apiKey.key)} block onCopied={onCopied} />
      <p className="bs-second">
        {apiKey.expires_at ? (
          <>
            It ends <Time iso={apiKey.expires_at} />.
          </>
        ) : (
          'It has no end date.'
        )}{' '}
        Every call is described at{' '}
        <a className="bs-link" href="/api/docs">
          /api/docs
        </a>
        .
      </p>
    </>
  )
}

function curlOf(key: string): string {
  return `curl -H "Authorization: Bearer ${key}" \\\n  ${location.origin}/api/me`
}
