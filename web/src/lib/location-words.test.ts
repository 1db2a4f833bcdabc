import { expect, test } from 'vitest'
import { locationPlace } from './location-words.ts'

const bucket = { endpoint: null, region: 'eu-central-1', bucket: 'backups', prefix: '', path_style: true }

test.each([
  [{ path: '' }, 'in the data directory'],
  [{ path: '/srv/more' }, '/srv/more'],
  [bucket, 'backups at Amazon S3, eu-central-1'],
  [{ ...bucket, endpoint: 'https://s3.example.com', prefix: 'bst' }, 'backups/bst at s3.example.com'],
])('%o', (settings, words) => expect(locationPlace({ settings })).toBe(words))
