import { wholeNumberId } from '../whole-number-id.ts'

export const idOf = (ref: string): number => wholeNumberId('DigitalOcean', ref)
