import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { ProviderName } from '../../src/providers/provider.ts'
import type { Exchange } from '../../src/sandbox/kit/serve.ts'
import { createSchemaCheck } from './schema-check.ts'
import type { OpenApiSchema } from './translate-schema.ts'

/** Where a document is wrong, by its provider's own real answers: violations that fit are no news. */
export type KnownMistake = { readonly violation: RegExp; readonly evidence: string }

export type ProviderDocument = {
  /** Ids of all operations in it. */
  readonly operations: ReadonlySet<string>
  /** What in the call, or in a good answer to it, the document does not allow. */
  violations(exchange: Exchange, mistakes?: readonly KnownMistake[]): string[]
}

type Media = {
  readonly content?: Readonly<Record<string, { readonly schema?: OpenApiSchema }>>
  readonly $ref?: string
}
type Parameter = {
  readonly $ref?: string
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema?: OpenApiSchema
}
type Operation = {
  readonly operationId: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: Media & { readonly required?: boolean }
  readonly responses: Readonly<Record<string, Media>>
}
type Found = Operation & { readonly method: string; readonly path: string }

/** A value that the document forgot in a list of its own, by another place in the same document. */
export type ForgottenValue = { readonly list: string; readonly value: unknown; readonly evidence: string }

/** The provider's own API document, cut to our operations; null where the folder beside the checkout is absent. */
export const openProviderDocument = (
  name: ProviderName,
  forgotten: readonly ForgottenValue[] = [],
): ProviderDocument | null => {
  const path = folders()
    .map((folder) => join(folder, 'shared/reference/specs/slim', `${name}.json`))
    .find((candidate) => existsSync(candidate))
  return path === undefined ? null : documentOf(JSON.parse(readFileSync(path, 'utf8')), forgotten)
}

/** Beside this checkout, or beside the one that this worktree belongs to. */
const folders = (): readonly string[] => {
  const root = resolve(import.meta.dirname, '../..')
  const git = join(root, '.git')
  if (!existsSync(git) || statSync(git).isDirectory()) return [dirname(root)]
  const main = /^gitdir: (.*)\/\.git\/worktrees\//.exec(readFileSync(git, 'utf8'))?.[1]
  return main === undefined ? [dirname(root)] : [dirname(root), dirname(main)]
}

type Json = Readonly<Record<string, unknown>> & {
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly servers?: readonly { readonly url: string }[]
}

const documentOf = (json: Json, forgotten: readonly ForgottenValue[]): ProviderDocument => {
  // The document is data of a known form; what is looked up in it is checked where it is used.
  const follow = <T>(ref: string): T =>
    ref
      .replace(/^#\//, '')
      .split('/')
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>((node, part) => (node as Record<string, unknown>)[part], json) as T
  const deref = <T extends { readonly $ref?: string }>(part: T): T =>
    part.$ref === undefined ? part : follow<T>(part.$ref)
  for (const { list, value } of forgotten) follow<unknown[]>(list).push(value)
  const operations = new Map<string, Found>()
  for (const [path, methods] of Object.entries(json.paths)) {
    const common = (methods.parameters ?? []) as readonly Parameter[]
    for (const [method, operation] of Object.entries(methods)) {
      if (!['get', 'post', 'put', 'patch', 'delete'].includes(method)) continue
      const found = operation as Operation
      operations.set(found.operationId, {
        ...found,
        method,
        path,
        parameters: [...common, ...(found.parameters ?? [])],
      })
    }
  }
  const check = createSchemaCheck(follow<OpenApiSchema>)
  // Some documents have the version in each path, some in the server's address.
  const base = new URL(json.servers?.[0]?.url ?? 'https://example.com').pathname.replace(/\/$/, '')

  const requestViolations = (operation: Found, exchange: Exchange): string[] => {
    const parameters = (operation.parameters ?? []).map(deref)
    const names = parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name)
    const found = Object.keys(exchange.query)
      .filter((name) => !names.includes(name))
      .map((name) => `query ${name} is not documented`)
    if (exchange.method.toLowerCase() !== operation.method) found.push(`${exchange.method} is not its method`)
    const pattern = new RegExp(`^${base}${operation.path.replace(/\{[^}]+\}/g, '[^/]+')}$`)
    if (!pattern.test(exchange.path)) found.push(`${exchange.path} is not its path ${operation.path}`)
    if (operation.requestBody === undefined) return found
    const body = deref(operation.requestBody)
    const schema = body.content?.['application/json']?.schema
    if (exchange.request_body === null && !operation.requestBody.required) return found
    return schema === undefined ? found : [...found, ...check.sent(schema, exchange.request_body)]
  }

  const answerViolations = (operation: Found, { status, response_body }: Exchange): string[] => {
    const documented = operation.responses[String(status)]
    // Refusals are mostly left out of the documents; only good answers are held to it.
    if (documented === undefined) return status < 300 ? [`status ${status} is not documented`] : []
    const schema = deref(documented).content?.['application/json']?.schema
    return schema === undefined ? [] : check.answered(schema, response_body)
  }

  return {
    operations: new Set(operations.keys()),
    violations: (exchange, mistakes = []) => {
      const operation = operations.get(exchange.operation)
      if (operation === undefined) return [`${exchange.operation} is no operation of the document`]
      return [
        ...requestViolations(operation, exchange).map((text) => `call: ${text}`),
        ...answerViolations(operation, exchange).map((text) => `answer ${exchange.status}: ${text}`),
      ]
        .filter((text) => !mistakes.some(({ violation }) => violation.test(text)))
        .map((text) => `${exchange.operation}, ${text}`)
    },
  }
}
