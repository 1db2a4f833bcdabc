import { acceptObject } from '../repositories/accept-object.ts'
import { mayDo } from '../repositories/may-do.ts'
import { refusalOf } from '../repositories/refusal-of.ts'
import { storeOfVisit } from '../repositories/store-of-visit.ts'
import { type Answer, answers, answerToUpload } from './answers.ts'
import type { Exchange, ObjectHandler } from './exchange.ts'
import { limitBody } from './limit-body.ts'

/** restic's packs have 16 MiB, and at most 128; nothing else comes near. */
export const largestObjectBytes = 512 * 1024 * 1024

/** POST of one object: stage and hash, then place, then journal, then 200. Whatever goes wrong leaves nothing. */
export const upload: ObjectHandler = async (exchange, ref) => {
  const { services, stores, request, credential_id, visit, count } = exchange
  const expected = announcedBytes(exchange)
  const refused = whyNot(exchange, ref.type, expected)
  if (refused !== null) return refused
  const store = await storeOfVisit(services, { stores, visit })
  const staged = await store.stage(limitBody(request, largestObjectBytes), expected)
  try {
    count('in', staged.bytes)
    if (ref.type !== 'config' && staged.sha256 !== ref.name) return answers.wrong_hash
    const reception = await acceptObject(services, { store, staged, ref, credential_id })
    if (reception !== 'accepted' && reception !== 'known')
      services.log.info(
        { repository_id: ref.repository_id, credential_id, rights: visit.rights, reception },
        'an upload was refused',
      )
    return answerToUpload[reception]
  } finally {
    await staged.discard()
  }
}

const announcedBytes = ({ request }: Exchange): number | null => {
  const header = request.headers['content-length']
  return header === undefined ? null : Number(header)
}

/** What is clear before the first byte, so that nobody sends a pack in vain. The journal decides again at the end. */
const whyNot = (
  { visit, services }: Exchange,
  type: Parameters<typeof refusalOf>[1]['type'],
  expected: number | null,
): Answer | null => {
  if (!mayDo(visit.rights, 'create', type)) return answers.not_allowed
  if ((expected ?? 0) > largestObjectBytes) return answers.too_large
  const refusal = refusalOf(visit, { type, bytes: expected ?? 0, now: services.clock.now() })
  return refusal === null ? null : answerToUpload[refusal]
}
