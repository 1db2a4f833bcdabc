import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { request } from './request.ts'
import { useIdempotencyKey } from './use-idempotency-key.ts'

/** A POST that makes something: safe to repeat, and what lists it is asked for again. */
export function useCreate<Input, Reply>(path: string, changed: readonly QueryKey[]) {
  const client = useQueryClient()
  const idempotency = useIdempotencyKey()
  return useMutation({
    mutationFn: (input: Input) =>
      request<Reply>(path, { method: 'POST', body: input, idempotencyKey: idempotency.keyFor(input) }),
    onSuccess: () => {
      idempotency.settle()
      for (const queryKey of changed) void client.invalidateQueries({ queryKey })
    },
    onError: (error) => idempotency.settle(error),
  })
}
