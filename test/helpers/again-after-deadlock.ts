/**
 * Does a change of many rows again where Postgres ended it for the sake of a transaction of the product's, which held some of them
 * and waited for others: such a change had no effect.
 */
export const againAfterDeadlock = async <T>(change: () => Promise<T>): Promise<T> => {
  for (;;)
    try {
      return await change()
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '40P01')) throw error
    }
}
