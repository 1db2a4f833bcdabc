import { ProviderError } from './provider-error.ts'

/** Begins the name of every server that a drill makes, so that whoever sees one knows what it is. */
export const throwawayPrefix = 'backstay-drill-'

/** Refuses to go on unless what is there is the throw-away that was recorded (DESIGN rule 11): nothing else is ever deleted. */
export const requireThrowaway = (there: { readonly name: string }, name: string): void => {
  if (name.startsWith(throwawayPrefix) && name.length > throwawayPrefix.length && there.name === name) return
  throw new ProviderError(
    'This is not the throw-away server that was recorded: it has another name. Nothing was deleted.',
    {
      kind: 'permanent',
      effect: 'none',
      retry_after_ms: null,
    },
  )
}
