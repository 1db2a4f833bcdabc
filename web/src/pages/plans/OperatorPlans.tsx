export function OperatorPlans() {
  return null
}
