/** What the days of a month that are not over come to, at so much for the whole month: what its first days leave of it, to the cent. */
export const restOfMonth = (monthly_minor: number, { closed, days }: { closed: number; days: number }): number =>
  monthly_minor - Math.floor((monthly_minor * closed) / days)
