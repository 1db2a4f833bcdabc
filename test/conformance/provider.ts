import { describeChanges } from './describe-changes.ts'
import { describeListing } from './describe-listing.ts'
import { describeReading } from './describe-reading.ts'
import { describeRedaction } from './describe-redaction.ts'
import type { ConformanceSubject } from './subject.ts'

/** The suite that every adapter passes before its sandbox cloud. Call it at the top of a test file. */
export const providerConformance = (subject: ConformanceSubject): void => {
  describeReading(subject)
  describeListing(subject)
  describeChanges(subject)
  describeRedaction(subject)
}
