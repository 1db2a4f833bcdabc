/** Work on many servers that somebody began here and has not put away. */
export type FollowedRun = {
  run_id: string
  /** What is done: "Enabling backups of 3 servers". */
  title: string
  /** What takes it back, where something does. */
  undo?: { enable: boolean; server_ids: string[] }
}

/** So many at a time; older ones stand under Runs. */
const most = 3

/** What was kept, newest first; anything else than we wrote is forgotten. */
export function followedIn(kept: string | null): FollowedRun[] {
  try {
    const list: unknown = JSON.parse(kept ?? '[]')
    return Array.isArray(list) ? list.filter(isFollowed).slice(0, most) : []
  } catch {
    return []
  }
}

export function withFollowed(list: readonly FollowedRun[], run: FollowedRun): FollowedRun[] {
  return [run, ...list.filter(({ run_id }) => run_id !== run.run_id)].slice(0, most)
}

function isFollowed(one: unknown): one is FollowedRun {
  if (typeof one !== 'object' || one === null) return false
  return 'run_id' in one && typeof one.run_id === 'string' && 'title' in one && typeof one.title === 'string'
}
