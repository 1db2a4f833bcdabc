import type { PoolClient, QueryResult } from 'pg'

const mostNames = 500
const mostValues = 60

/**
 * Lets Postgres parse and plan a statement once per connection instead of every time, which halves what a short one costs.
 * Pages of a list are planned anew, since how best to find them depends on the values. `names` belongs to the pool.
 */
export const nameStatements = (client: PoolClient, names: Map<string, string>): void => {
  const query: (...input: unknown[]) => Promise<QueryResult> = client.query.bind(client)
  let worksWithNames = true
  const named = async (text: string, values: unknown[], name: string) => {
    try {
      return await query({ name, text, values })
    } catch (error) {
      if (isOutdatedPlan(error)) worksWithNames = false
      throw error
    }
  }
  // The method has many forms; only that of a text with values is touched.
  client.query = ((...input: unknown[]) => {
    const [text, values] = input
    if (!worksWithNames || input.length !== 2 || typeof text !== 'string' || !Array.isArray(values))
      return query(...input)
    const name = nameOf(text, values, names)
    return name === null ? query(text, values) : named(text, values, name)
  }) as typeof client.query
}

const nameOf = (text: string, values: readonly unknown[], names: Map<string, string>): string | null => {
  const known = names.get(text)
  if (known !== undefined) return known
  // Rows written together make a statement of its own for each number of them.
  if (values.length === 0 || values.length > mostValues || names.size >= mostNames || /\blimit\b/i.test(text))
    return null
  const name = `s${names.size}`
  names.set(text, name)
  return name
}

/** Another process migrated the table meanwhile: this connection goes on without names. */
const isOutdatedPlan = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '0A000'
