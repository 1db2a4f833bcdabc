/** An amount in minor units, such as cents, with its ISO 4217 currency in capitals (DESIGN rule 5). */
export type Money = { readonly amount_minor: number; readonly currency: string }

/** What a GB (10^9 bytes) costs a month: in millionths of a currency's main unit, as it is often less than a cent. */
export type UnitPrice = { readonly micros: number; readonly currency: string }

const format = (currency: string) => new Intl.NumberFormat('en', { style: 'currency', currency })

/** How many decimals a currency has: two for most, none for the yen. */
export const minorDigits = (currency: string): number => format(currency).resolvedOptions().maximumFractionDigits ?? 2

/** An amount as a sentence has it: `€12.99`. */
export const moneyWords = ({ amount_minor, currency }: Money): string =>
  format(currency).format(amount_minor / 10 ** minorDigits(currency))

/** How many millionths of its main unit a currency's minor unit has. */
export const microsPerMinor = (currency: string): number => 10 ** (6 - minorDigits(currency))

/** What so many bytes cost a month. */
export const monthlyMoney = (bytes: number, { micros, currency }: UnitPrice): Money => ({
  amount_minor: Math.round((bytes / 1_000_000_000) * (micros / microsPerMinor(currency))),
  currency,
})

/** A unit price as a sentence has it, with all its digits: `€0.0143`. */
export const unitPriceWords = ({ micros, currency }: UnitPrice): string =>
  new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 6 }).format(micros / 1_000_000)
