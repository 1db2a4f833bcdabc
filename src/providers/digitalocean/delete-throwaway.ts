import { z } from 'zod'
import type { Api } from '../api.ts'
import { requireThrowaway } from '../require-throwaway.ts'
import { getServer } from './get-server.ts'
import { idOf } from './id-of.ts'

export const deleteThrowaway = async (api: Api, ref: string, name: string): Promise<void> => {
  requireThrowaway(await getServer(api, ref), name)
  await api.change('deleteDroplet', 'DELETE', `/v2/droplets/${idOf(ref)}`, z.unknown())
}
