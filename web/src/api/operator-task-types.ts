/** Something only a person can do, such as cancelling an add-on in a provider's panel. */
export type OperatorTask = {
  id: string
  kind: string
  organization_id: string | null
  server_id: string | null
  title: string
  /** What to do, where, and what it costs to wait. */
  detail: string
  link: string | null
  status: 'open' | 'done'
  done_by: string | null
  done_note: string | null
  done_at: string | null
  created_at: string
  updated_at: string
}

export type OperatorTaskFilters = { status?: 'open' | 'done'; server_id?: string }
