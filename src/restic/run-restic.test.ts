import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Alarm } from './alarm.ts'
import { resticSnapshot } from './documents.ts'
import { type CommonEvent, parseCommonEvent } from './events.ts'
import { readResticJson } from './read-restic-json.ts'
import { type ResticRun, runRestic } from './run-restic.ts'
import { streamRestic } from './stream-restic.ts'

/** A shell that plays restic. */
const shell = (script: string, more: Partial<ResticRun<CommonEvent>> = {}): ResticRun<CommonEvent> => ({
  binary: '/bin/sh',
  args: ['-c', script],
  environment: { PATH: '/usr/bin:/bin', RESTIC_PASSWORD: 'the-password' },
  parse_event: parseCommonEvent,
  ...more,
})

test('hands over events and lines as they come, one at a time, without secrets', async () => {
  const heard: string[] = []
  let busy = 0
  const result = await runRestic(
    shell(
      `echo '{"message_type":"initialized","id":"1","repository":"r"}'; echo plain the-password
       echo 'retry rest:http://me:word@host/x' >&2
       echo '{"message_type":"exit_error","code":1,"message":"no the-password"}' >&2; exit 1`,
      {
        on_event: async (event) => {
          busy += 1
          await delay(1)
          heard.push(`${busy} ${event.message_type}`)
          busy -= 1
        },
        on_line: (line, from) => heard.push(`${busy} ${from}: ${line}`),
      },
    ),
  )
  expect(heard.sort()).toEqual([
    ...['0 stderr: retry rest:http://[redacted]@host/x', '0 stdout: plain [redacted]'],
    ...['1 exit_error', '1 initialized'],
  ])
  expect(result).toMatchObject({ exit: { code: 'failed' }, error_message: 'no [redacted]' })
  expect(result.stderr_tail).toEqual(['retry rest:http://[redacted]@host/x'])
})

test('keeps the end of a long complaint', async () => {
  const { stderr_tail } = await runRestic(shell('for i in $(seq 1 500); do echo line $i >&2; done'))
  expect(stderr_tail).toHaveLength(50)
  expect(stderr_tail.at(-1)).toBe('line 500')
})

test('gives the child the environment it is given and nothing else', async () => {
  const lines: string[] = []
  await runRestic(shell('/usr/bin/env', { on_line: (line) => lines.push(line) }))
  // The shell itself adds these.
  expect(
    lines.map((line) => line.split('=')[0]).filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD'].includes(name ?? '')),
  ).toEqual(expect.arrayContaining(['PATH', 'RESTIC_PASSWORD']))
  expect(lines.join()).not.toContain('VITEST')
})

test('asks to stop, and kills the whole group when that is not heard', async () => {
  const stop = new AbortController()
  const rung: number[] = []
  const alarm: Alarm = (ms, ring) => {
    rung.push(ms)
    ring()
    return () => {}
  }
  const { exit } = await runRestic(
    shell(`trap '' INT; echo ready; sleep 1000 & wait; wait`, {
      signal: stop.signal,
      grace_ms: 5_000,
      alarm,
      on_line: () => stop.abort(),
    }),
  )
  expect(exit).toMatchObject({ code: 'killed', signal: 'SIGKILL' })
  expect(rung).toEqual([5_000])
})

test('stops a run that was cancelled before it started', async () => {
  // Without a shell, which may swallow the signal when it comes while it starts something.
  const { exit } = await runRestic(shell('', { binary: 'sleep', args: ['1000'], signal: AbortSignal.abort() }))
  expect(exit).toMatchObject({ code: 'cancelled', signal: 'SIGINT' })
})

test('kills restic when a handler fails, and says why', async () => {
  const run = shell('echo one; sleep 1000', {
    on_line: () => {
      throw new Error('the database is away')
    },
  })
  await expect(runRestic(run)).rejects.toThrow('the database is away')
})

test('feeds its input', async () => {
  const lines: string[] = []
  const { Readable } = await import('node:stream')
  await runRestic(shell('cat', { stdin: Readable.from(['a\n', 'b\n']), on_line: (line) => lines.push(line) }))
  expect(lines).toEqual(['a', 'b'])
})

test('ends restic when nobody reads its stream any more', async () => {
  const { stdout, result } = streamRestic(shell('echo some; sleep 1000'))
  for await (const _ of stdout) break
  expect((await result).exit.code).toBe('killed')
})

test('refuses an answer that is no JSON or too large', async () => {
  const schema = resticSnapshot
  await expect(readResticJson({ ...shell('echo not json'), schema })).rejects.toThrow('something unexpected')
  await expect(readResticJson({ ...shell('echo 12345; sleep 1000'), schema, largest: 3 })).rejects.toThrow(
    'more than 3 bytes',
  )
})
