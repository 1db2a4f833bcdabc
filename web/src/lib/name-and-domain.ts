/** A storage location's name and what it fails together with; once where they are the same. */
export function nameAndDomain({ name, failure_domain }: { name: string; failure_domain: string }): string {
  return name.toLowerCase() === failure_domain.toLowerCase() ? name : `${name}, ${failure_domain}`
}
