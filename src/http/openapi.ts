import { z } from 'zod';
import { PROBLEMS } from './problems.ts';
import type { Route } from './route.ts';

type Json = Record<string, unknown>;

/** The OpenAPI 3.1 document of a route table, from the very schemas that check requests and type answers. */
export function buildOpenApi(routes: Route[], version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'yupiao (余票)',
      version,
      description:
        'What is left on watched trains, since when, and what a refund costs. Times are ISO 8601 with +08:00; an input ' +
        'without an offset is China time. Money is integer fen with the yuan text beside it. `provenance` says where a ' +
        'figure comes from: live, recorded, official or synthetic.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: Object.fromEntries(
      routes.map((route) => [openApiPath(route.path), { get: buildOperation(route) }]),
    ),
    components: { schemas: { Problem: problemSchema() } },
  };
}

export function openApiPath(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}');
}

function buildOperation(route: Route): Json {
  const content =
    route.answer === null
      ? { [route.answerType ?? 'text/plain']: { schema: { type: 'string' } } }
      : {
          'application/json': { schema: jsonSchemaOf(route.answer, 'output') },
          ...(route.answerType === undefined ? {} : { [route.answerType]: { schema: { type: 'string' } } }),
        };
  return {
    summary: route.summary,
    ...(route.description === undefined ? {} : { description: route.description }),
    tags: [route.tag],
    operationId: route.path.replace(/^\//, '').replace(/[^a-zA-Z0-9]+/g, '_'),
    parameters: [...buildParameters(route.params, 'path'), ...buildParameters(route.query, 'query')],
    responses: {
      200: { description: 'the answer', content },
      304: { description: 'the client has these very bytes already (If-None-Match)' },
      default: {
        description: 'a problem (RFC 9457)',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function buildParameters(schema: z.ZodObject | undefined, place: 'path' | 'query'): Json[] {
  if (schema === undefined) return [];
  const json = jsonSchemaOf(schema, 'input') as { properties?: Record<string, Json>; required?: string[] };
  return Object.entries(json.properties ?? {}).map(([name, { description, ...parameter }]) => ({
    name,
    in: place,
    required: place === 'path' || (json.required ?? []).includes(name),
    ...(description === undefined ? {} : { description }),
    schema: parameter,
  }));
}

function jsonSchemaOf(schema: z.ZodType, io: 'input' | 'output'): Json {
  const { $schema: _dialect, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json;
  return json;
}

function problemSchema(): Json {
  return {
    type: 'object',
    required: ['type', 'title', 'status', 'detail'],
    properties: {
      type: { type: 'string', enum: Object.keys(PROBLEMS).map((name) => `/problems/${name}`) },
      title: { type: 'string' },
      status: { type: 'integer' },
      detail: { type: 'string' },
      errors: {
        type: 'array',
        items: {
          type: 'object',
          required: ['parameter', 'expected', 'got'],
          properties: {
            parameter: { type: 'string' },
            expected: { type: 'string' },
            got: { type: 'string' },
            hint: { type: 'string' },
          },
        },
      },
    },
  };
}
