import type { DemoWork } from './demo-work.ts'
import { machines } from './story.ts'

/** Puts the machines into the sandbox clouds, those that are not there yet. */
export const makeMachines = async ({ clouds }: DemoWork): Promise<void> => {
  for (const { name, provider, made } of machines()) {
    const { control } = clouds.get(provider)
    if (!control.servers().some((server) => server.name === name)) control.panel('add_server', made)
  }
}
