import type { Case } from './case.ts'

/** Routes about agents, and those that agents call themselves. */
export const agentCases: Record<string, readonly Case[]> = {
  'POST /api/enrolments': [
    {
      allowed: 'manager',
      status: 201,
      path: () => '/api/enrolments',
      body: (t) => ({ organization_id: t.organization_id }),
    },
    {
      allowed: 'manager',
      status: 201,
      path: () => '/api/enrolments',
      body: (t) => ({ server_id: t.machine_id }),
    },
  ],
  'GET /api/enrolments': [
    {
      allowed: 'manager',
      status: 200,
      path: (t) => `/api/enrolments?organization_id=${t.organization_id}`,
    },
  ],
  'DELETE /api/enrolments/:enrolment_id': [
    { allowed: 'manager', status: 204, path: (t) => `/api/enrolments/${t.enrolment_id}` },
  ],
  'GET /api/agents': [
    { allowed: 'signed_in', status: 200, path: () => '/api/agents?limit=200' },
    { allowed: 'viewer', status: 200, path: (t) => `/api/agents?organization_id=${t.organization_id}` },
  ],
  'GET /api/agents/:agent_id': [{ allowed: 'viewer', status: 200, path: (t) => `/api/agents/${t.agent_id}` }],
  'POST /api/agents/:agent_id/pause': [
    { allowed: 'manager', status: 200, path: (t) => `/api/agents/${t.agent_id}/pause` },
  ],
  'POST /api/agents/:agent_id/resume': [
    { allowed: 'manager', status: 200, path: (t) => `/api/agents/${t.agent_id}/resume` },
  ],
  'POST /api/agents/:agent_id/revoke': [
    { allowed: 'manager', status: 200, path: (t) => `/api/agents/${t.agent_id}/revoke` },
  ],
  // Machines that are nobody yet: the program is nobody's secret, the rest goes by the token.
  'GET /agent/v1/program': [{ allowed: 'anyone', status: 404, path: () => '/agent/v1/program' }],
  'GET /agent/v1/install.sh': [{ allowed: 'anyone', status: 404, path: () => '/agent/v1/install.sh' }],
  'GET /agent/v1/node/:platform': [{ allowed: 'anyone', status: 401, path: () => '/agent/v1/node/linux-x64' }],
  // Agents are no callers: whoever calls without their protocol's version is told to upgrade, and no key or session counts.
  'GET /agent/v1/restic/:platform': [{ allowed: 'anyone', status: 426, path: () => '/agent/v1/restic/linux-x64' }],
  'POST /agent/v1/enrol': [{ allowed: 'anyone', status: 426, path: () => '/agent/v1/enrol' }],
  'POST /agent/v1/poll': [{ allowed: 'anyone', status: 426, path: () => '/agent/v1/poll' }],
  'POST /agent/v1/runs/:run_id/report': [
    { allowed: 'anyone', status: 426, path: (t) => `/agent/v1/runs/${t.run_id}/report` },
  ],
  'POST /agent/v1/runs/:run_id/finish': [
    { allowed: 'anyone', status: 426, path: (t) => `/agent/v1/runs/${t.run_id}/finish` },
  ],
}
