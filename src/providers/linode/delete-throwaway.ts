import { z } from 'zod'
import type { Api } from '../api.ts'
import { requireThrowaway } from '../require-throwaway.ts'
import { idOf } from './id-of.ts'
import { getServer } from './servers.ts'

/** Linode refuses it as busy while the restore goes on. */
export const deleteThrowaway = async (api: Api, ref: string, name: string): Promise<void> => {
  requireThrowaway(await getServer(api, ref), name)
  await api.change('deleteLinode', 'DELETE', `/v4/linode/instances/${idOf(ref)}`, z.unknown())
}
