import type { ToldNotice } from '../delivery-queries.ts'

/** A message, as every channel gets it. */
export type Message = {
  /** The same for every try. */
  id: string
  title: string
  /** How many notices it tells of; `notices` are the first of them. */
  count: number
  notices: readonly ToldNotice[]
  /** Where Backstay is, without a trailing slash. */
  public_url: string
  /** Now, for what is signed. */
  now_ms: number
}

export type ChannelRequest = { url: string; headers: Record<string, string>; body: string }
