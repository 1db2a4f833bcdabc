/** How a command reaches a repository. Secrets are not here: they go into the environment, which other users cannot read. */
export type RepositoryAccess = {
  /** A folder, or a place in restic's form (`rest:https://…`), without credentials. */
  repository: string
  cache_dir: string
  /** Connections to the gateway at once. */
  connections?: number
  limit_upload_kib?: number
  limit_download_kib?: number
  /** A PEM file with certificates to trust instead of the system's. */
  ca_cert?: string
  /** How long to wait for somebody else's lock. */
  retry_lock_seconds?: number
}

/** Flags that every command on a repository takes. */
export const repositoryArgs = (access: RepositoryAccess): string[] => {
  refuseCredentials(access.repository)
  return [
    '--json',
    `--repo=${access.repository}`,
    `--cache-dir=${access.cache_dir}`,
    ...flag('option', access.connections === undefined ? undefined : `rest.connections=${access.connections}`),
    ...flag('limit-upload', access.limit_upload_kib),
    ...flag('limit-download', access.limit_download_kib),
    ...flag('cacert', access.ca_cert),
    ...flag('retry-lock', access.retry_lock_seconds === undefined ? undefined : `${access.retry_lock_seconds}s`),
  ]
}

/** `--name=value` once, or nothing. The equals sign keeps a value that begins with a dash a value. */
export const flag = (name: string, value: string | number | undefined): string[] =>
  value === undefined ? [] : [`--${name}=${value}`]

/** `--name=value` for each value. */
export const flags = (name: string, values: readonly string[] | undefined): string[] =>
  (values ?? []).map((value) => `--${name}=${value}`)

/** `--name` where it is wanted. */
export const toggle = (name: string, on: boolean | undefined): string[] => (on === true ? [`--${name}`] : [])

/** `--tag=…` for each. A comma would make two tags of one. */
export const tagFlags = (tags: readonly string[] | undefined): string[] => {
  for (const tag of tags ?? [])
    if (tag.includes(',')) throw new Error(`The tag "${tag}" has a comma; restic would split it.`)
  return flags('tag', tags)
}

/** Anybody on the machine can list the arguments of its programs. */
export const refuseCredentials = (repository: string): void => {
  if (/^[\w+:]*:\/\/[^/@]*@/.test(repository)) {
    throw new Error('The address of the repository has credentials in it. Give them to resticEnvironment instead.')
  }
}
