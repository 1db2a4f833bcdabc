import { hetznerSubject } from './hetzner-subject.ts'
import { providerConformance } from './provider.ts'

providerConformance(hetznerSubject)
