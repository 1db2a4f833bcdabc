import type { z } from 'zod'
import type { ResticResult } from './run-restic.ts'
import type { ProcessOptions } from './start-process.ts'
import { streamRestic } from './stream-restic.ts'

const defaultLargest = 256_000_000

/** What a command answered, or null with the exit that says why not. */
export type ResticAnswer<Value> = ResticResult & { value: Value | null }

/** Runs a command that answers with one JSON document. Throws when it ends well but its answer cannot be read. */
export const readResticJson = async <Schema extends z.ZodType>(
  run: ProcessOptions & { schema: Schema; largest?: number },
): Promise<ResticAnswer<z.infer<Schema>>> => {
  const largest = run.largest ?? defaultLargest
  const { stdout, result, kill } = streamRestic(run)
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of stdout) {
    size += chunk.length
    if (size > largest) {
      kill()
      throw new Error(`restic ${run.args[0]} answered with more than ${largest} bytes.`)
    }
    chunks.push(chunk)
  }
  const ended = await result
  if (ended.exit.code !== 'succeeded') return { ...ended, value: null }
  const parsed = run.schema.safeParse(parseJson(Buffer.concat(chunks).toString('utf8')))
  if (!parsed.success) {
    throw new Error(`restic ${run.args[0]} answered something unexpected: ${parsed.error.issues[0]?.message}`)
  }
  return { ...ended, value: parsed.data }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
