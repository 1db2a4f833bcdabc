/** Whether this page comes from a developer's installation. The server writes the word into the page. */
export function isDevelopment(): boolean {
  const word = document.querySelector<HTMLMetaElement>('meta[name="backstay-environment"]')?.content
  return import.meta.env.DEV || word === 'development'
}
