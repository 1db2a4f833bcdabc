import { startEmbeddedPostgres } from '../../src/db/embedded/start-embedded-postgres.ts'

// A process of its own that runs an embedded Postgres until it gets a SIGTERM, so that tests can kill it.
// Usage: node hold-embedded-postgres.ts <data directory>. Each line it prints is one JSON object.
const tell = (event: object) => void process.stdout.write(`${JSON.stringify(event)}\n`)

const database = await startEmbeddedPostgres({
  data_dir: process.argv[2] ?? '',
  log: (line) => tell({ event: 'log', line }),
})
process.once('SIGTERM', async () => {
  await database.stop()
  process.exit(0)
})
tell({ event: 'ready', owner: database.owner, connection: database.connection })
void database.died.then(({ reason }) => tell({ event: 'died', reason }))
setInterval(() => {}, 60_000)
