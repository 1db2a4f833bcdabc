import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'

/** Any other change: what shows it is asked for again once it is done. */
export function useChange<Input, Reply>(change: (input: Input) => Promise<Reply>, changed: readonly QueryKey[]) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSuccess: async () => {
      await Promise.all(changed.map((queryKey) => client.invalidateQueries({ queryKey })))
    },
  })
}
