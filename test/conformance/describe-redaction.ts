import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { describeProvider } from '../../src/providers/registry.ts'
import { faultKinds } from '../../src/sandbox/kit/fault.ts'
import { refOfServer } from './changes.ts'
import type { ConformanceSubject } from './subject.ts'
import { openWorld, type World } from './world.ts'

/** Nothing secret gets into an error or the log, even where the provider's own reply quotes it. */
export const describeRedaction = (subject: ConformanceSubject): void => {
  describe('secrets', () => {
    let world: World

    beforeEach(async () => {
      world = await openWorld(subject, { settings: { echo_secrets: true } })
    })
    afterEach(() => world.close())

    const secretsIn = (credentials: Readonly<Record<string, string>>) =>
      describeProvider(subject.provider)
        .credential_fields.filter(({ secret }) => secret)
        .map(({ name }) => credentials[name] ?? expect.fail(`no ${name}`))

    test.each(faultKinds)('stay out of errors and log lines when the answer is %s', async (kind) => {
      const ref = await refOfServer(world, 'off')
      const said: string[] = []
      const attempt = async (work: () => Promise<unknown>) => {
        world.sandbox.control.clearFaults()
        world.sandbox.control.addFault({ operation: '*', kind, times: 100 })
        await work().catch((error: unknown) => said.push(inspect(error, { depth: 20 }), String(error)))
      }
      const credentials = world.sandbox.control.credentials()
      const provider = world.connect(credentials)
      await attempt(() => provider.checkCredentials())
      await attempt(() => provider.listServers().then((listing) => said.push(JSON.stringify(listing))))
      await attempt(() => provider.getServer(ref))
      await attempt(() => provider.enableNative(ref, subject.schedules?.[0] ?? null))
      await attempt(() => provider.createSnapshot(ref, 'x'))
      await attempt(() => world.connect(subject.bad_credentials).checkCredentials())
      const text = [...said, ...world.lines].join('\n')
      for (const secret of [...secretsIn(credentials), ...secretsIn(subject.bad_credentials)]) {
        expect(text).not.toContain(secret)
        expect(text).not.toContain(Buffer.from(secret).toString('base64'))
      }
    })
  })
}
