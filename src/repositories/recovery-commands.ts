import { join } from 'node:path'
import type { StorePlace } from '../storage/stores.ts'

type Kit = { place: StorePlace; repository_id: string; password: string }

/** Plain commands of restic for a shell. The keys of a bucket are the operator's and not among them. */
export const recoveryCommands = ({ place, repository_id, password }: Kit) => {
  const address = addressOf(place, repository_id)
  const keys =
    place.kind === 'disk'
      ? []
      : [
          {
            what: 'Name the keys of the bucket, from whoever runs it',
            command: "export AWS_ACCESS_KEY_ID='…' AWS_SECRET_ACCESS_KEY='…'",
          },
        ]
  const commands = [
    ...keys,
    {
      what: place.kind === 'disk' ? 'Say where the repository is: this folder, or a copy of it' : 'Say where it is',
      command: `export RESTIC_REPOSITORY=${quoted(address)}`,
    },
    { what: 'Give the password', command: `export RESTIC_PASSWORD=${quoted(password)}` },
    { what: 'See what there is', command: 'restic --no-lock snapshots' },
    {
      what: 'Restore the newest snapshot into an empty folder',
      command: 'restic --no-lock restore latest --target ./restored --verify',
    },
    { what: 'Read and check everything (this takes a while)', command: 'restic --no-lock check --read-data' },
  ]
  return { address, commands }
}

const addressOf = (place: StorePlace, repository_id: string): string => {
  if (place.kind === 'disk') return join(place.path, repository_id)
  const { endpoint, region, bucket, prefix } = place.settings
  const server = (endpoint ?? `https://s3.${region}.amazonaws.com`).replace(/\/+$/, '')
  return [`s3:${server}`, bucket, prefix, repository_id].filter((part) => part !== '').join('/')
}

const quoted = (text: string) => `'${text.replaceAll("'", "'\\''")}'`
