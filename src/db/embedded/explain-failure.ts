import { StartupError } from '../../lib/startup-error.ts'
import type { Place } from './place.ts'

const causes: readonly [RegExp, (place: Place) => string][] = [
  [
    /shared memory segment.*No space left/,
    () =>
      'The shared memory of this machine is full. In a container, give it more with --shm-size=256m, then start again.',
  ],
  [
    /No space left on device|Disk quota exceeded|disk is full/i,
    (place) =>
      `The disk that holds ${place.data_dir} is full. Free at least 500 MB there and start again; nothing is lost.`,
  ],
  [
    /error while loading shared libraries/,
    () => 'The installation in node_modules is not complete. Run `npm start` once more in this folder.',
  ],
  [
    /could not create lock file .*Permission denied/,
    (place) =>
      `Make sure that this user may enter and write ${place.runtime_dir}, where the socket is, and start again.`,
  ],
  [/Permission denied/, (place) => `Make sure that this user may enter and write ${place.data_dir}, and start again.`],
]

/** An error for people out of what Postgres said. */
export const explainFailure = (what: string, output: string, place: Place): StartupError => {
  const cause = causes.find(([pattern]) => pattern.test(output))
  return new StartupError(
    `${what}. Postgres said:\n${output === '' ? '(nothing)' : output}`,
    cause?.[1](place) ?? `Look at the end of ${place.log_file} for the cause, mend it, and start again.`,
  )
}
