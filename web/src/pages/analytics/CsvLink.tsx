/** Downloads a table as the API makes it, all of it. */
export function CsvLink({ table, query = {} }: { table: string; query?: Record<string, string | undefined> }) {
  const search = new URLSearchParams({ table })
  for (const [name, value] of Object.entries(query)) if (value) search.set(name, value)
  return (
    <a className="bs-link" href={`/api/analytics/export.csv?${search}`} download={`${table}.csv`}>
      Export CSV<span className="bs-hidden"> of {table}</span>
    </a>
  )
}
