import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { AppError, notFound } from '../lib/errors.ts'

/** Notes the routes as they are made; answers which methods an address takes. Has to stand before the first route. */
export const watchRoutes = (
  app: FastifyInstance,
  onRoute: (route: string) => void = () => {},
): ((path: string) => string[]) => {
  const known = new Map<string, { pattern: RegExp; methods: Set<string> }>()
  app.addHook('onRoute', ({ url, method }) => {
    const entry = known.get(url) ?? { pattern: toPattern(url), methods: new Set() }
    for (const one of [method].flat()) {
      entry.methods.add(one)
      onRoute(`${one} ${url}`)
    }
    known.set(url, entry)
  })
  return (path) => {
    const methods = [...known.values()]
      .filter((entry) => entry.pattern.test(path))
      .flatMap((entry) => [...entry.methods])
    return [...new Set(methods)].sort()
  }
}

/** Answers requests that no route takes: 405 where another method would do, else what `fallback` sends, else 404. */
export const useNotFound = (
  app: FastifyInstance,
  methodsOf: (path: string) => string[],
  fallback: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null,
): void => {
  app.setNotFoundHandler((request, reply) => {
    const methods = methodsOf(pathOf(request.url))
    // A handler that found nothing itself, such as for a file, ends here too.
    if (methods.length > 0 && !methods.includes(request.method)) {
      reply.header('allow', methods.join(', '))
      throw new AppError('method_not_allowed')
    }
    const sent = methods.length === 0 ? fallback(request, reply) : null
    if (sent === null) throw notFound()
    return sent
  })
}

export const pathOf = (url: string): string => url.split('?', 1)[0] ?? url

const toPattern = (url: string): RegExp =>
  new RegExp(
    `^${url
      .replace(/[.+()[\]{}^$|\\]/g, '\\$&')
      .replace(/:[a-z_]+/g, '[^/]+')
      .replace(/\*/g, '.*')}$`,
  )
