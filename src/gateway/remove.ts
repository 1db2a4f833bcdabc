import { mayDo } from '../repositories/may-do.ts'
import { removeObject } from '../repositories/remove-object.ts'
import { storeOfVisit } from '../repositories/store-of-visit.ts'
import { answers, answerToRemoval } from './answers.ts'
import type { ObjectHandler } from './exchange.ts'

/** DELETE of one object: locks go, all else is kept in the trash for its time. */
export const remove: ObjectHandler = async (exchange, ref) => {
  const { services, stores, credential_id, visit } = exchange
  const any = mayDo(visit.rights, 'delete', ref.type)
  if (!any && !mayDo(visit.rights, 'delete_own', ref.type)) return answers.not_allowed
  const store = await storeOfVisit(services, { stores, visit })
  return answerToRemoval[await removeObject(services, { store, ref, credential_id, own_only: !any })]
}
