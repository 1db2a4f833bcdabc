/** An amount in minor units, such as cents, with its ISO 4217 currency in capitals (DESIGN rule 5). */
export type Money = { readonly amount_minor: number; readonly currency: string }

const format = (currency: string) => new Intl.NumberFormat('en', { style: 'currency', currency })

/** How many decimals a currency has: two for most, none for the yen. */
export const minorDigits = (currency: string): number => format(currency).resolvedOptions().maximumFractionDigits ?? 2

/** An amount as a sentence has it: `€12.99`. */
export const moneyWords = ({ amount_minor, currency }: Money): string =>
  format(currency).format(amount_minor / 10 ** minorDigits(currency))
