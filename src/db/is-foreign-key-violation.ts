/** Whether Postgres refused to delete a row because others point at it, or to write one that points at nothing. */
export const isForeignKeyViolation = (error: unknown): boolean =>
  error instanceof Error && Reflect.get(error, 'code') === '23503'
