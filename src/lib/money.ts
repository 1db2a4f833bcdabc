/** An amount in minor units, such as cents, with its ISO 4217 currency in capitals (DESIGN rule 5). */
export type Money = { readonly amount_minor: number; readonly currency: string }
