import type { StripeEvent } from './objects.ts'

/** Signs a payload as Stripe does; `at` is in seconds. */
export type Sign = (payload: string, at: number) => string

export type Delivery = {
  /** Puts an event in line for the endpoint. */
  send(event: StripeEvent): void
  /** Resolves when all that was sent has arrived. */
  idle(): Promise<void>
  close(): void
}

const betweenTriesMs = 250

/** Sends events to a webhook endpoint, one after another; each until it is answered with 2xx, since Stripe does not give up soon. */
export const createDelivery = (parts: { url: () => string | null; sign: Sign; now: () => number }): Delivery => {
  const closing = new AbortController()
  let line: Promise<void> = Promise.resolve()
  const deliver = async (event: StripeEvent): Promise<void> => {
    const body = JSON.stringify(event)
    while (!closing.signal.aborted) {
      const url = parts.url()
      if (url === null) return
      const headers = {
        'content-type': 'application/json; charset=utf-8',
        'stripe-signature': parts.sign(body, parts.now()),
      }
      const arrived = await fetch(url, { method: 'POST', headers, body, signal: closing.signal }).then(
        (response) => response.ok,
        () => false,
      )
      if (arrived) return
      await new Promise((resolve) => setTimeout(resolve, betweenTriesMs).unref())
    }
  }
  return {
    send: (event) => {
      if (parts.url() === null) return
      line = line.then(() => deliver(event))
    },
    idle: () => line,
    close: () => closing.abort(),
  }
}
