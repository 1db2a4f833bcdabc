/** The rows of each server, in their order. */
export const byServer = <Row extends { server_id: string }>(rows: readonly Row[]): Map<string, Row[]> => {
  const map = new Map<string, Row[]>()
  for (const row of rows) {
    const list = map.get(row.server_id)
    if (list === undefined) map.set(row.server_id, [row])
    else list.push(row)
  }
  return map
}
