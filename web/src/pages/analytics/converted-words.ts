/** What the sign ≈ stands for, where amounts were converted by these rates. */
export const convertedWords = (byRates: string): string => `What is written with ≈ was converted: ${byRates}.`
