import { z } from 'zod'
import { requireThrowaway } from '../require-throwaway.ts'
import { type Api, instancePath } from './api.ts'
import { getServer } from './get-server.ts'

export const deleteThrowaway = async (api: Api, ref: string, name: string): Promise<void> => {
  requireThrowaway(await getServer(api, ref), name)
  await api.change('deleteInstance', 'DELETE', instancePath(ref), z.unknown())
}
