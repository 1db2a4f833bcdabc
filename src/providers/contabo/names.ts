import { ProviderError } from '../provider-error.ts'

/** Throws where Contabo would refuse a name: said before anything is sent, in words that name the rule. */
export const refuseName = (
  name: string,
  { longest, allowed, rule }: { longest: number; allowed: RegExp; rule: string },
): void => {
  if (name.length <= longest && allowed.test(name)) return
  throw new ProviderError(`Contabo does not take the name "${name.slice(0, 60)}": ${rule}. Choose another name.`, {
    kind: 'permanent',
    effect: 'none',
    retry_after_ms: null,
  })
}
