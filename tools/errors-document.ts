/** docs/errors.md from the error table. */
export const errorsDocument = (table: Record<string, { status: number; say: string }>): string => {
  const rows = Object.entries(table).map(([code, { status, say }]) => `| \`${code}\` | ${status} | ${say} |`)
  return `# Error codes

Every error has the form \`{"error":{"code","message","details"?,"request_id"}}\`. The message may be more exact than the sentence here.
\`request_id\` finds the request in the log. Made by \`npm run generate\` from \`src/lib/errors.ts\`.

| code | status | what it says |
|---|---|---|
${rows.join('\n')}
`
}
