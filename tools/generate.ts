// npm run generate: writes every file that follows from others (tools/generated-files.ts).
import { writeFile } from 'node:fs/promises'
import pg from 'pg'
import { connectionTo } from '../test/helpers/connection-to.ts'
import { startTestServer } from '../test/helpers/test-server.ts'
import { generatedFiles } from './generated-files.ts'

const server = await startTestServer()
try {
  const client = new pg.Client(connectionTo(server.databases.admin, server.databases.template))
  await client.connect()
  try {
    for (const [path, text] of Object.entries(await generatedFiles(client))) {
      await writeFile(`${import.meta.dirname}/../${path}`, text)
      console.log(`Wrote ${path}`)
    }
  } finally {
    await client.end()
  }
} finally {
  await server.stop()
}
