import { CopyField } from '../../ui/CopyField.tsx'

/** The secret of a webhook, this once. */
export function SecretField({ secret, onCopied }: { secret: string; onCopied: () => void }) {
  return (
    <CopyField
      label="Signing secret"
      value={secret}
      takesFocus
      onCopied={onCopied}
      help="Shown only now. Libraries for Standard Webhooks take it as it stands: they check the headers webhook-id, webhook-timestamp and webhook-signature."
    />
  )
}
