import { ProviderError } from '../provider-error.ts'

/**
 * What `followAction` needs, since Linode gives no job id. A snapshot has an id of its own; a new server is its own proof; a
 * restore in place is the first event of its kind on that server after the newest one that was there before it.
 */
export type LinodeAction = {
  readonly kind: 'create' | 'restore' | 'snapshot'
  readonly linode_id: number
  /** For `restore`: the newest event of that server before it. For `snapshot`: its id. For `create`: 0. */
  readonly number: number
  /** By our clock. */
  readonly started_ms: number
}

export const actionRefOf = ({ kind, linode_id, number, started_ms }: LinodeAction): string =>
  `${kind}/${linode_id}/${number}/${started_ms}`

const pattern = /^(create|restore|snapshot)\/([1-9]\d{0,14})\/(\d{1,15})\/(\d{1,15})$/

export const readActionRef = (text: string): LinodeAction => {
  const [, kind, linode_id, number, started_ms] = pattern.exec(text) ?? []
  if (kind === 'create' || kind === 'restore' || kind === 'snapshot')
    return {
      kind,
      linode_id: Number(linode_id),
      number: Number(number),
      started_ms: Number(started_ms),
    }
  throw new ProviderError('This is no action at Linode.', { kind: 'not_found', effect: 'none', retry_after_ms: null })
}
