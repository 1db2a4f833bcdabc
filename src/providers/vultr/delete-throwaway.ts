import { z } from 'zod'
import type { Api } from '../api.ts'
import { requireThrowaway } from '../require-throwaway.ts'
import { getServer } from './get-server.ts'
import { instancePath } from './id-of.ts'

export const deleteThrowaway = async (api: Api, ref: string, name: string): Promise<void> => {
  requireThrowaway(await getServer(api, ref), name)
  await api.change('deleteInstance', 'DELETE', instancePath(ref), z.unknown())
}
