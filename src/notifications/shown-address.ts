import type { TargetSettings } from './schema.ts'

/** Where messages go, without what lets others send there or read there. */
export const shownAddress = (settings: TargetSettings): string => {
  switch (settings.kind) {
    // Its query can hold a token; its path is told, so that several on one machine can be told apart.
    case 'webhook': {
      const { origin, pathname, search } = new URL(settings.url)
      return `${origin}${pathname}${search === '' ? '' : '?…'}`
    }
    // The path of these is the secret.
    case 'slack':
    case 'discord':
      return `${new URL(settings.url).origin}/…`
    case 'telegram':
      return `chat ${settings.chat_id}`
    // Whoever knows a topic can read it.
    case 'ntfy':
      return `${new URL(settings.url).origin}/${settings.topic.slice(0, 2)}…`
  }
}
