import { z } from 'zod'
import { requireThrowaway } from '../require-throwaway.ts'
import { type Api, idOf } from './api.ts'
import { getServer } from './servers.ts'

export const deleteThrowaway = async (api: Api, ref: string, name: string): Promise<void> => {
  requireThrowaway(await getServer(api, ref), name)
  await api.change('deleteServer', 'DELETE', `/v1/servers/${idOf(ref)}`, z.unknown())
}
