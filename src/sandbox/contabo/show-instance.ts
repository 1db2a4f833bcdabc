import { productOf } from './products.ts'
import type { AccountRow, InstanceRow } from './state.ts'

const regionNames: Readonly<Record<string, string>> = {
  EU: 'European Union',
  'US-central': 'United States (Central)',
  'US-east': 'United States (East)',
  'US-west': 'United States (West)',
  SIN: 'Asia (Singapore)',
  UK: 'United Kingdom',
  AUS: 'Australia (Sydney)',
  JPN: 'Asia (Japan)',
  IND: 'Asia (India)',
}
export const regions: readonly string[] = Object.keys(regionNames)

/** A server as list and get show it. */
export const showInstance = (row: InstanceRow, { tenant_id, customer_id }: AccountRow) => {
  const product = productOf(row.product_id)
  const low = row.instance_id % 250
  return {
    tenantId: tenant_id,
    customerId: customer_id,
    additionalIps: [],
    name: row.name,
    displayName: row.display_name,
    instanceId: row.instance_id,
    dataCenter: `${regionNames[row.region] ?? row.region} 1`,
    region: row.region,
    regionName: regionNames[row.region] ?? row.region,
    productId: row.product_id,
    imageId: row.image_id,
    ipConfig: {
      v4: { ip: `203.0.113.${low}`, gateway: '203.0.113.254', netmaskCidr: 24 },
      v6: { ip: `2001:db8::${row.instance_id.toString(16)}`, gateway: 'fe80::1', netmaskCidr: 64 },
    },
    macAddress: `00:50:56:00:00:${low.toString(16).padStart(2, '0')}`,
    ramMb: product?.ram_mb ?? 8_192,
    cpuCores: product?.cores ?? 4,
    osType: 'Linux',
    diskMb: product?.disk_mb ?? 153_600,
    sshKeys: [],
    createdDate: row.created_at,
    // The document calls it a string; real replies have null.
    cancelDate: null,
    status: row.status,
    ...(row.error_message === null ? {} : { errorMessage: row.error_message }),
    vHostId: 11_000 + low,
    vHostNumber: 14_000 + low,
    vHostName: `m${14_000 + low}`,
    addOns: row.addons,
    productType: product?.type ?? 'ssd',
    productName: product?.name ?? row.product_id,
    defaultUser: 'admin',
    // In no document, and in real replies.
    applicationId: null,
  }
}
