import { paths } from '../../paths.ts'

/** The page above each run and above the restores. */
export const runsAbove = { word: 'Runs and log', to: paths.runs() } as const
