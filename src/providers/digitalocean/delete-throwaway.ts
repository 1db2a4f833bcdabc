import { z } from 'zod'
import { requireThrowaway } from '../require-throwaway.ts'
import { type Api, idOf } from './api.ts'
import { getServer } from './get-server.ts'

export const deleteThrowaway = async (api: Api, ref: string, name: string): Promise<void> => {
  requireThrowaway(await getServer(api, ref), name)
  await api.change('deleteDroplet', 'DELETE', `/v2/droplets/${idOf(ref)}`, z.unknown())
}
