import { defineRoute, type Route } from '../route.ts'
import { createEnrolment } from './create-enrolment.ts'
import { getAgent } from './get-agent.ts'
import { listAgents } from './list-agents.ts'
import { listEnrolments } from './list-enrolments.ts'
import { pauseAgent } from './pause-agent.ts'
import { resumeAgent } from './resume-agent.ts'
import { revokeAgent } from './revoke-agent.ts'
import { revokeEnrolment } from './revoke-enrolment.ts'
import {
  Agent,
  AgentPage,
  AgentParams,
  CreatedEnrolment,
  CreateEnrolmentInput,
  EnrolmentPage,
  EnrolmentParams,
  ListAgentsQuery,
  ListEnrolmentsQuery,
} from './schema.ts'

const enrolmentRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/enrolments',
    operation_id: 'createEnrolment',
    tag: 'Agents',
    summary: 'Make a token with which one machine gets an agent, and the command to run there',
    access: 'signed_in',
    body: CreateEnrolmentInput,
    reply: { status: 201, body: CreatedEnrolment },
    errors: ['not_found', 'forbidden'],
    handle: (ctx, input) => createEnrolment(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/enrolments',
    operation_id: 'listEnrolments',
    tag: 'Agents',
    summary: 'List enrolments, newest first',
    access: 'signed_in',
    query: ListEnrolmentsQuery,
    reply: { status: 200, body: EnrolmentPage },
    errors: ['not_found', 'forbidden', 'invalid_cursor'],
    handle: (ctx, input) => listEnrolments(ctx, input),
  }),
  defineRoute({
    method: 'DELETE',
    path: '/api/enrolments/:enrolment_id',
    operation_id: 'revokeEnrolment',
    tag: 'Agents',
    summary: 'Make a token worthless before it is used',
    access: 'signed_in',
    params: EnrolmentParams,
    reply: { status: 204 },
    errors: ['not_found', 'forbidden', 'conflict'],
    handle: (ctx, input) => revokeEnrolment(ctx, input),
  }),
]

/** Routes of people; those of agents themselves are in wire-routes.ts. */
export const agentRoutes: readonly Route[] = [
  ...enrolmentRoutes,
  defineRoute({
    method: 'GET',
    path: '/api/agents',
    operation_id: 'listAgents',
    tag: 'Agents',
    summary: 'List agents, newest first',
    access: 'signed_in',
    query: ListAgentsQuery,
    reply: { status: 200, body: AgentPage },
    errors: ['not_found', 'invalid_cursor'],
    handle: (ctx, input) => listAgents(ctx, input),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/agents/:agent_id',
    operation_id: 'getAgent',
    tag: 'Agents',
    summary: 'Get an agent',
    access: 'signed_in',
    params: AgentParams,
    reply: { status: 200, body: Agent },
    errors: ['not_found'],
    handle: (ctx, input) => getAgent(ctx, input),
  }),
  ...(
    [
      ['pause', 'Let an agent take no more work', pauseAgent],
      ['resume', 'Let a paused agent take work again', resumeAgent],
      ['revoke', 'Take the identity of an agent away for good; its server keeps its recovery points', revokeAgent],
    ] as const
  ).map(([word, summary, verb]) =>
    defineRoute({
      method: 'POST',
      path: `/api/agents/:agent_id/${word}`,
      operation_id: `${word}Agent`,
      tag: 'Agents',
      summary,
      access: 'signed_in',
      params: AgentParams,
      reply: { status: 200, body: Agent },
      errors: ['not_found', 'forbidden', 'conflict'],
      handle: (ctx, input) => verb(ctx, input),
    }),
  ),
]
