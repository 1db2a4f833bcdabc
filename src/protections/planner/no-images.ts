import type { Lack, OfferDraft } from './schema.ts'

/** The offer of a method by which nobody can take images of this server. */
export const noImages = (method: 'native' | 'snapshot', lack: Lack): OfferDraft => ({
  method,
  lacks: [lack],
  schedule: null,
  keeps: null,
  restore: { in_place: false, to_new: false, files: false },
  warnings: [],
})

export const noProvider: Lack = {
  code: 'no_provider',
  message: 'This server stands at no provider that Backstay drives, so nobody can take images of it.',
}
