/**
 * Every error a caller of the API can get: its code, HTTP status and sentence for a person. The sentence says what to do.
 * `docs/errors.md` and the OpenAPI document list the same codes; a test compares them.
 */
export const errorTable = {
  invalid_request: { status: 400, say: 'The request is not valid. See details.fields for what to change.' },
  invalid_json: {
    status: 400,
    say: 'The body is not valid JSON. Send a JSON object with content-type application/json.',
  },
  invalid_signature: {
    status: 400,
    say: 'The signature does not fit this body, secret and time. Check that STRIPE_WEBHOOK_SECRET is the one of this endpoint.',
  },
  invalid_cursor: { status: 400, say: 'This cursor does not belong to this list. Start again without a cursor.' },
  unauthenticated: { status: 401, say: 'Sign in, or send an API key as "Authorization: Bearer bst_…".' },
  api_key_expired: { status: 401, say: 'This API key has expired. Make a new one under API keys.' },
  token_refused: {
    status: 401,
    say: 'This enrolment token is not known, was used or revoked, or has expired. Make a new one under Agents and run the command it shows.',
  },
  agent_refused: {
    status: 401,
    say: 'This agent is not known here any more. Make an enrolment for its server under Agents and run the command it shows.',
  },
  forbidden: { status: 403, say: 'Your role does not allow this. Ask an owner of the organization, or an operator.' },
  cross_origin: {
    status: 403,
    say: 'This change came from another site and was refused. Open Backstay itself and try again.',
  },
  not_found: {
    status: 404,
    say: 'There is nothing here under this id or address that you may see. Check it and try again.',
  },
  method_not_allowed: { status: 405, say: 'This address does not take this method. See /api/docs for what it takes.' },
  conflict: { status: 409, say: 'Something changed at the same time. Load the current state and try again.' },
  ping_unavailable: {
    status: 409,
    say: 'Nobody can be pinged from the machine that runs Backstay. Install the program ping there and let it send, or set a port instead.',
  },
  already_exists: { status: 409, say: 'This exists already. Use the existing one, or choose another name.' },
  organization_is_house: {
    status: 409,
    say: 'The house organization holds servers that belong to nobody yet and cannot be deleted.',
  },
  last_owner: { status: 409, say: 'An organization keeps at least one owner. Make somebody else owner first.' },
  last_operator: { status: 409, say: 'The installation keeps at least one operator. Invite another operator first.' },
  already_member: { status: 409, say: 'This person is already in. Change the role under Team instead.' },
  sign_in_first: { status: 409, say: 'This e-mail has an account already. Sign in with it, then open the link again.' },
  organization_in_use: {
    status: 409,
    say: 'This organization still owns servers or provider accounts. Give its servers to another organization first.',
  },
  organization_pays_by_card: {
    status: 409,
    say: 'Stripe still bills this organization for a subscription. End it first, in its billing portal or at Stripe; then delete the organization.',
  },
  server_busy: {
    status: 409,
    say: 'Another change of this server is under way. Try again when it has ended; Runs shows it.',
  },
  server_missing: {
    status: 409,
    say: 'The provider no longer has this server. Look in its panel, or sync the provider account.',
  },
  server_protected: {
    status: 409,
    say: 'Backups of this server are on, under a subscription of its organization. Switch them off first, or leave it there.',
  },
  provider_account_in_use: {
    status: 409,
    say: 'Servers of this provider account have backups on. Switch those off first.',
  },
  plan_retired: { status: 409, say: 'This plan is no longer sold. Choose another one.' },
  managed_in_stripe: {
    status: 409,
    say: 'Stripe manages this subscription. Change or end it there; the customer does it in the billing portal.',
  },
  stripe_not_configured: {
    status: 409,
    say: 'Nothing can be paid by card here. Send a request instead; an operator approves it.',
  },
  no_stripe_customer: {
    status: 409,
    say: 'Nothing was paid by card for this organization yet, so there is nothing to manage. Buy a subscription first.',
  },
  stripe_subscription_exists: {
    status: 409,
    say: 'This organization has a subscription paid by card. Add places to it instead of buying a second one.',
  },
  email_not_configured: {
    status: 409,
    say: 'No e-mail can be sent from here yet. An operator sets SMTP_URL and starts Backstay again.',
  },
  idempotency_key_in_use: {
    status: 409,
    say: 'A request with this Idempotency-Key is still running. Send it again in a moment.',
  },
  catalogue_pending: {
    status: 409,
    say: 'The list of files of this recovery point is still being made. Try again in a moment.',
  },
  files_unavailable: {
    status: 409,
    say: 'The files of this recovery point are no longer kept. Choose another one.',
  },
  unsafe_snapshot: {
    status: 409,
    say: 'This backup names files in a way that no machine can, so nothing of it is restored. Choose another one, and look at the machine that it came from.',
  },
  link_expired: { status: 410, say: 'This link was used, revoked or has expired. Ask for a new one.' },
  body_too_large: { status: 413, say: 'The body is larger than this address takes. Send less at a time.' },
  unsupported_media_type: { status: 415, say: 'Send the body as application/json.' },
  idempotency_key_reused: {
    status: 422,
    say: 'This Idempotency-Key was used with another body. Use a new key for a new request.',
  },
  repository_in_maintenance: {
    status: 409,
    say: 'This repository is being checked and tidied. Try again when that run has ended.',
  },
  repository_not_ready: {
    status: 409,
    say: 'This repository is still being made. Try again in a moment; if it stays, see the log of the worker.',
  },
  storage_unusable: {
    status: 422,
    say: 'Nothing could be written there and read back, so nothing was changed. Correct the place or its keys and try again.',
  },
  snapshot_gone: {
    status: 410,
    say: 'This snapshot was forgotten more than three days ago and its data is gone. Choose another recovery point.',
  },
  agent_program_missing: {
    status: 404,
    say: 'This server has no agent to give out. Run npm run build:agent in its folder, or copy the agent to the machine by hand.',
  },
  restic_not_held: {
    status: 404,
    say: 'This server has no restic for that platform. Install restic 0.17 or newer on the machine.',
  },
  not_for_zip: {
    status: 422,
    say: 'Names in this folder would lead out of it on Windows, so it is not packed as zip. Download it with archive=tar.',
  },
  not_downloadable: { status: 422, say: 'This is no file and no folder. Restore it instead.' },
  provider_unauthorized: {
    status: 422,
    say: 'The provider refuses these credentials. Make new ones in its panel, and enter them under Provider accounts.',
  },
  provider_forbidden: {
    status: 422,
    say: 'The credentials lack a right that this needs. Widen them in the provider’s panel, then check the account again.',
  },
  provider_refused: { status: 422, say: 'The provider refused this. Nothing was changed; see what it says.' },
  subscription_required: {
    status: 402,
    say: 'No active backup subscription covers this server. Buy one under Plans, then enable backups.',
  },
  no_places_left: {
    status: 402,
    say: 'All places of the subscription are taken. Add places under Plans, or disable backups on another server.',
  },
  place_on_other_plan: {
    status: 409,
    say: 'This server holds a place on another plan, which details names. Leave plan_id out, or disable its backups first and enable them with the plan you want.',
  },
  would_destroy_recovery_points: {
    status: 409,
    say: 'Switching off destroys the recovery points in details. Send the name of the server as confirm to go on.',
  },
  would_replace_snapshot: {
    status: 409,
    say: 'All slots for snapshots are taken, so the oldest one is deleted first. Send its id, which details has, as let_go to go on.',
  },
  method_unavailable: {
    status: 409,
    say: 'This server cannot be protected this way at its provider. Choose another method.',
  },
  method_needed: {
    status: 409,
    say: 'Another method of this server was added beside this one and cannot go on without it. Switch both off, or keep this one.',
  },
  agent_missing: {
    status: 409,
    say: 'No agent runs on this server, so nothing there can read or write its files. Enrol one: the server’s page has the command.',
  },
  files_off: {
    status: 409,
    say: 'Backups of this server’s files are off. Switch them on first.',
  },
  snapshots_off: {
    status: 409,
    say: 'Snapshots of this server are off. Switch them on first.',
  },
  backups_paused: {
    status: 409,
    say: 'Backups of this server are paused, since no place is paid for. Add a place under Plans; restores go on working.',
  },
  restore_running: {
    status: 409,
    say: 'Another restore to this server is under way. Wait for its end, or cancel it under Runs.',
  },
  confirmation_required: {
    status: 409,
    say: 'This overwrites files on the server. Send the server’s name as confirm to go on.',
  },
  password_gone: {
    status: 410,
    say: 'There is no password to show: it was shown already, its day is over, or somebody else asked for this server. Set a new one in the provider’s panel.',
  },
  image_drills_off: {
    status: 409,
    say: 'Images of this server are not tried on throw-away servers, since that costs money. An operator switches it on, up to a price.',
  },
  drill_price: {
    status: 409,
    say: 'What the drill would cost is not known, or more than its ceiling. Set another ceiling, or leave it.',
  },
  recovery_point_expired: {
    status: 409,
    say: 'This backup has expired: its provider has deleted it or is about to. Choose a newer one from the history.',
  },
  recovery_point_gone: {
    status: 409,
    say: 'This backup is no longer there. Choose another one from the history.',
  },
  agent_copied: {
    status: 409,
    say: 'This identity belongs to an agent on another machine. On a copied machine, remove the state folder of the agent and enrol it as a server of its own.',
  },
  not_yours: {
    status: 409,
    say: 'This run has ended or was given to somebody else. Nothing of this report was kept.',
  },
  upgrade_agent: {
    status: 426,
    say: 'This agent is too old for this server. Install the agent of the version that the server runs, and start it again.',
  },
  upgrade_server: {
    status: 426,
    say: 'This agent is newer than this server understands. Upgrade the server, or install the agent of its version.',
  },
  rate_limited: {
    status: 429,
    say: 'Too many tries from your address. Wait as long as Retry-After says, then try again.',
  },
  provider_unavailable: {
    status: 502,
    say: 'The provider did not answer, or not as it should. Nothing was lost; try again in a few minutes.',
  },
  download_failed: {
    status: 502,
    say: 'This could not be read from the repository. Try again in a moment; if it stays, download the folder around it or restore it.',
  },
  downloads_busy: {
    status: 503,
    say: 'As many downloads are running as this installation allows. Try again as late as Retry-After says.',
  },
  provider_rate_limited: {
    status: 503,
    say: 'The provider allows no more requests for now. Try again as late as Retry-After says.',
  },
  internal: {
    status: 500,
    say: 'Backstay failed to answer. Try again; if it stays, give your operator the request id.',
  },
  stripe_failed: {
    status: 502,
    say: 'Stripe did not do what it was asked. Nothing was changed here; try again in a moment.',
  },
  database_unavailable: { status: 503, say: 'The database is away. Nothing was lost; try again in a few seconds.' },
  database_full: { status: 507, say: 'The disk of the database is full. Free space on it; nothing was changed.' },
  request_timeout: { status: 504, say: 'Backstay did not answer in time and gave up. Try again in a moment.' },
} as const satisfies Record<string, { status: number; say: string }>

export type ErrorCode = keyof typeof errorTable

export type FieldError = { path: string; message: string }

/** A failure that a caller is told about. `message` replaces the table's sentence where a case can say more. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Record<string, unknown> | undefined
  /** Seconds after which a retry makes sense; becomes `Retry-After`. */
  readonly retryAfterSeconds: number | undefined
  /** Fields that a contract wants beside `error`, such as the `success: false` of a toggle. */
  readonly beside: Record<string, unknown> | undefined

  constructor(
    code: ErrorCode,
    options: {
      message?: string
      details?: Record<string, unknown>
      retryAfterSeconds?: number
      beside?: Record<string, unknown>
      cause?: unknown
    } = {},
  ) {
    super(options.message ?? errorTable[code].say, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.details = options.details
    this.retryAfterSeconds = options.retryAfterSeconds
    this.beside = options.beside
  }
}

export const notFound = () => new AppError('not_found')

/** A validation failure of one field, in the same form as those of the schemas. */
export const invalidField = (path: string, message: string) =>
  new AppError('invalid_request', { details: { fields: [{ path, message }] satisfies FieldError[] } })
