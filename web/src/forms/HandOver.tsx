import type { ReactNode } from 'react'
import { CopyField } from '../ui/CopyField.tsx'
import { Notice } from '../ui/Notice.tsx'
import { Time } from '../ui/Time.tsx'

type Props = {
  label: string
  url: string
  expiresAt: string
  /** Whether the link was also sent by e-mail; undefined where that never happens. */
  emailed?: { to: string; sent: boolean }
  children?: ReactNode
}

/** A link that is shown this once, with the ways it can reach its person. */
export function HandOver({ label, url, expiresAt, emailed, children }: Props) {
  return (
    <>
      {emailed?.sent && (
        <Notice tone="info" title={`An e-mail with this link is on its way to ${emailed.to}.`}>
          Copy it only if you want to hand it over yourself, too.
        </Notice>
      )}
      {emailed && !emailed.sent && (
        <Notice tone="warn" title="No e-mail was sent.">
          This installation has no mail server set up. Copy the link and hand it to {emailed.to} yourself.
        </Notice>
      )}
      <CopyField label={label} value={url} block takesFocus />
      <p className="bs-second">
        It works once and until <Time iso={expiresAt} />. It is shown only now: Backstay keeps no copy that could be
        read. {children}
      </p>
    </>
  )
}
