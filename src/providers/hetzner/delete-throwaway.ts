import { z } from 'zod'
import type { Api } from '../api.ts'
import { requireThrowaway } from '../require-throwaway.ts'
import { idOf } from './id-of.ts'
import { getServer } from './servers.ts'

export const deleteThrowaway = async (api: Api, ref: string, name: string): Promise<void> => {
  requireThrowaway(await getServer(api, ref), name)
  await api.change('deleteServer', 'DELETE', `/v1/servers/${idOf(ref)}`, z.unknown())
}
