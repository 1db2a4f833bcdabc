import { z } from 'zod'

export const Installation = z
  .object({
    version: z.string(),
    node_version: z.string(),
    started_at: z.iso.datetime(),
    public_url: z.string(),
    roles: z.array(z.string()),
    database: z.object({ kind: z.enum(['embedded', 'external']), version: z.string(), size_bytes: z.number().int() }),
    root_key_fingerprint: z.string().describe('Names the root key. Compare it with your backup of the key.'),
    smtp_configured: z.boolean(),
    two_factor: z.object({ operators: z.number().int(), operators_with: z.number().int() }),
    jobs: z.object({ queued: z.number().int(), running: z.number().int(), failed_24h: z.number().int() }),
  })
  .meta({ id: 'Installation' })
export type Installation = z.infer<typeof Installation>
