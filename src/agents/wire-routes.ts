import { z } from 'zod'
import {
  EnrolReply,
  EnrolRequest,
  Finish,
  PollReply,
  PollRequest,
  Report,
  ReportReply,
} from '../agent-protocol/messages.ts'
import { defineRoute, type Route } from '../route.ts'
import { answerPoll } from './answer-poll.ts'
import { asAgent } from './as-agent.ts'
import { authenticateAgent } from './authenticate-agent.ts'
import { enrolAgent } from './enrol-agent.ts'
import { finishCommand } from './finish-command.ts'
import { recordReport } from './record-report.ts'
import type { WaitingRoom } from './waiting-room.ts'

const headers = z.object({ authorization: z.string().max(500).optional() })
const params = z.object({ run_id: z.string().max(60) })
const common = { method: 'POST', tag: 'Agent protocol', access: 'agent', headers } as const

// A list of a thousand skipped files with long names.
const mostFinishBytes = 8 * 1024 * 1024

/** What agents call; the contract is src/agent-protocol/messages.ts. Unknown fields are let pass: a newer agent may send them. */
export const agentWireRoutes = (room: WaitingRoom): readonly Route[] => [
  defineRoute({
    ...common,
    path: '/agent/v1/enrol',
    operation_id: 'enrolAgent',
    summary: 'Get an identity for a machine, with an enrolment token as bearer',
    body: z.looseObject(EnrolRequest.shape),
    reply: { status: 200, body: EnrolReply },
    errors: ['token_refused'],
    handle: (ctx, input) => enrolAgent(ctx, input),
  }),
  defineRoute({
    ...common,
    path: '/agent/v1/poll',
    operation_id: 'pollForAgent',
    summary: 'Tell of the machine, and wait for work',
    body: z.looseObject(PollRequest.shape),
    reply: { status: 200, body: PollReply },
    errors: ['agent_refused', 'agent_copied'],
    handle: (ctx, input, http) => answerPoll(ctx, input, { room, gone: http.gone }),
  }),
  defineRoute({
    ...common,
    path: '/agent/v1/runs/:run_id/report',
    operation_id: 'reportAgentRun',
    summary: 'Tell how far a run is, and keep it',
    params,
    body: z.looseObject(Report.shape),
    reply: { status: 200, body: ReportReply },
    errors: ['agent_refused'],
    handle: async (ctx, input) => {
      const agent = await authenticateAgent(ctx, input)
      return recordReport(asAgent(ctx, agent.hostname), { ...input, agent_id: agent.id })
    },
  }),
  defineRoute({
    ...common,
    path: '/agent/v1/runs/:run_id/finish',
    operation_id: 'finishAgentRun',
    summary: 'Tell how a run ended',
    params,
    body: z.looseObject(Finish.shape),
    reply: { status: 204 },
    errors: ['agent_refused', 'not_yours'],
    max_body_bytes: mostFinishBytes,
    handle: async (ctx, input) => {
      const agent = await authenticateAgent(ctx, input)
      const { authorization, ...finish } = input
      await finishCommand(asAgent(ctx, agent.hostname), {
        ...Finish.parse(finish),
        run_id: input.run_id,
        agent_id: agent.id,
      })
    },
  }),
]
