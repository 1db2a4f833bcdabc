import { z } from 'zod'

/**
 * Contabo's answers, read tolerantly: the published document is wrong in places (`cancelDate` is null in real replies,
 * `applicationId` is not in it), so nothing is required but the id that makes a thing a thing.
 */
const text = z.string().optional().catch(undefined)

export const addonSchema = z.object({ id: z.number(), quantity: z.number().catch(1).default(1) })

export const instanceSchema = z.object({
  instanceId: z.number().int(),
  name: text,
  displayName: text,
  region: text,
  productId: text,
  productName: text,
  productType: text,
  status: text,
  diskMb: z.number().positive().nullish().catch(null),
  errorMessage: z.string().nullish().catch(null),
  createdDate: text,
  ipConfig: z
    .object({ v4: z.object({ ip: z.string() }) })
    .nullable()
    .catch(null)
    .default(null),
  /** Null when the list is missing or unreadable: then nobody knows which add-ons there are. */
  addOns: z.array(addonSchema).nullable().catch(null).default(null),
})
export type Instance = z.infer<typeof instanceSchema>

export const snapshotSchema = z.object({
  snapshotId: z.string().min(1),
  name: z.string().catch(''),
  createdDate: z.string(),
  autoDeleteDate: z.string().nullish().catch(null),
})
export type Snapshot = z.infer<typeof snapshotSchema>

export const snapshotAuditSchema = z.object({ instanceId: z.number().int(), timestamp: z.string() })

/** `data` is an array in every answer, also where it holds one thing. */
export const envelopeSchema = z.object({
  data: z.array(z.unknown()),
  _pagination: z
    .object({ totalElements: z.number().int().nonnegative(), totalPages: z.number().int().nonnegative() })
    .nullable()
    .catch(null)
    .default(null),
})

export const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().catch(60) })

/** What the token's middle part tells about its owner; the official command line reads the same. */
export const claimsSchema = z.object({
  tenantId: text,
  customerId: z.union([z.string(), z.number()]).optional().catch(undefined),
  preferred_username: text,
})
export type Claims = z.infer<typeof claimsSchema>
