import { digitaloceanSubject } from './digitalocean-subject.ts'
import { providerConformance } from './provider.ts'

providerConformance(digitaloceanSubject)
