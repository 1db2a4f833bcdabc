/** How people reach us, without a trailing slash: as configured, else by the listening address. */
export const publicUrl = (config: {
  public_url: string | null
  host: string
  port: number
  tls: object | null
}): string => {
  if (config.public_url !== null) return config.public_url
  // An address that means "all" is none to go to.
  const host = ['0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host
  return `${config.tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${config.port}`
}
