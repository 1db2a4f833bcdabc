import type { Config } from '../config.ts'
import { publicUrl } from '../lib/public-url.ts'

/** Where agents and workers on other machines reach the gateway, without a trailing slash. */
export const gatewayUrl = (config: Config): string => config.gateway_url ?? publicUrl(config)
