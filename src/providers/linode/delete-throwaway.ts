import { z } from 'zod'
import { requireThrowaway } from '../require-throwaway.ts'
import { type Api, idOf } from './api.ts'
import { getServer } from './servers.ts'

/** Linode refuses it as busy while the restore goes on. */
export const deleteThrowaway = async (api: Api, ref: string, name: string): Promise<void> => {
  requireThrowaway(await getServer(api, ref), name)
  await api.change('deleteLinode', 'DELETE', `/v4/linode/instances/${idOf(ref)}`, z.unknown())
}
