import { z } from 'zod'

export const Demo = z
  .object({
    present: z.boolean().describe('Demo customers on sandbox clouds are here, or are being made.'),
    organizations: z.number().int(),
    servers: z.number().int(),
  })
  .meta({ id: 'Demo' })
export type Demo = z.infer<typeof Demo>

export const demoStates = ['wanted', 'present', 'removing', 'removed'] as const
