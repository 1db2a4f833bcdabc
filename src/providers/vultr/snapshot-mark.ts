import { ProviderError } from '../provider-error.ts'
import { capabilities } from './capabilities.ts'
import { isId } from './id-of.ts'

// Vultr's snapshots say nothing of the server they were made of (API document of 2026-05, schema `snapshot`), so the description,
// which is ours to choose, says it: `nightly 1 (instance cb676a46-66fd-4dfb-b839-443f2e6c0b60)`. Those made elsewhere lack it: whose
// they are nobody can tell, and they are left out.
const pattern = /^(.*) \(instance ([0-9a-f-]{36})\)$/is

export const markedDescription = (name: string, ref: string): string => {
  const longest = capabilities.snapshot?.name_length ?? 0
  if (name.length > 0 && name.length <= longest && !/\p{Cc}/u.test(name)) return `${name} (instance ${ref})`
  throw new ProviderError(
    `A snapshot at Vultr needs a name of 1 to ${longest} characters on one line. Choose another name.`,
    { kind: 'permanent', effect: 'none', retry_after_ms: null },
  )
}

/** The name that was given, and the server; null for a snapshot that was not made here. */
export const readMark = (description: string | null): { readonly name: string; readonly ref: string } | null => {
  const [, name, ref] = pattern.exec(description ?? '') ?? []
  return name !== undefined && ref !== undefined && isId(ref) ? { name, ref: ref.toLowerCase() } : null
}

export const isMarkedFor = (description: string | null, ref: string): boolean =>
  readMark(description)?.ref === ref.toLowerCase()
