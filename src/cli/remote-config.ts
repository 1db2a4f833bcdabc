import { StartupError } from '../lib/startup-error.ts'

/** Where the commands that go through the API find it, and as whom. */
export type RemoteConfig = { readonly url: string; readonly api_key: string }

/** Reads the environment for commands that speak to a server elsewhere. Throws a StartupError that says what to set. */
export const loadRemoteConfig = (env: NodeJS.ProcessEnv): RemoteConfig => {
  const url = env.BACKSTAY_URL || 'http://127.0.0.1:8484'
  if (URL.parse(url) === null)
    throw new StartupError(
      `BACKSTAY_URL is no address: ${url}.`,
      'Set it to where Backstay is, such as https://backups.example.com.',
    )
  const api_key = env.BACKSTAY_API_KEY
  if (!api_key)
    throw new StartupError(
      'This command goes through the API and needs an API key.',
      'Make one under API keys, then set BACKSTAY_API_KEY=bst_…, and BACKSTAY_URL where the server is elsewhere.',
    )
  return { url: url.replace(/\/+$/, ''), api_key }
}
