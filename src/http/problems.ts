import type { z } from 'zod';
import { expectationIn, type Fault, InputError, type InputErrorType, ServiceError } from '../errors.ts';

/** RFC 9457. `type` is stable and is explained on /docs. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** One a fault: the parameter, what was expected of it, what came, and near matches where we know some. */
  errors?: { parameter: string; expected: string; got: string; hint?: string }[];
}

export type ProblemName =
  | InputErrorType
  | 'method-not-allowed'
  | 'not-ready'
  | 'too-many-requests'
  | 'too-many-streams'
  | 'unauthorized'
  | 'internal';

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** Every kind of problem this API answers, with what it means. */
export const PROBLEMS: Record<ProblemName, { status: number; title: string; meaning: string }> = {
  'bad-input': {
    status: 400,
    title: 'Bad input',
    meaning: 'A parameter is missing, unknown or not of its form; errors[] names each.',
  },
  'unknown-station': {
    status: 400,
    title: 'Unknown station',
    meaning: 'No station has this telecode or name; near matches are given.',
  },
  'unwatched-pair': {
    status: 404,
    title: 'Not watched',
    meaning:
      'The stations exist, but nobody polls this pair on this day, so nothing is known: not that nothing is left.',
  },
  'not-found': { status: 404, title: 'Not found', meaning: 'No such path, station or train.' },
  'method-not-allowed': {
    status: 405,
    title: 'Only GET',
    meaning: 'Everything here is read only: GET and HEAD.',
  },
  'no-rule-known': {
    status: 404,
    title: 'No rule known',
    meaning: 'The dated rules do not cover this case; no guess is made.',
  },
  'not-ready': {
    status: 503,
    title: 'Not ready',
    meaning: 'Redis does not answer; try again in a few seconds.',
  },
  'too-many-requests': {
    status: 429,
    title: 'Too many requests',
    meaning: 'See the RateLimit headers for when to come back.',
  },
  'too-many-streams': {
    status: 503,
    title: 'No stream free',
    meaning:
      'As many streams are open as this process serves, or it is stopping; Retry-After says when to try again.',
  },
  unauthorized: {
    status: 401,
    title: 'Token needed',
    meaning: 'This path wants Authorization: Bearer with the ADMIN_TOKEN.',
  },
  internal: { status: 500, title: 'Our fault', meaning: 'Something broke on our side; it has been logged.' },
};

export function buildProblem(name: ProblemName, detail: string, faults?: Fault[]): Problem {
  const { status, title } = PROBLEMS[name];
  const errors = faults?.map(({ field, ...rest }) => ({ parameter: field, ...rest }));
  return { type: `/problems/${name}`, title, status, detail, ...(errors === undefined ? {} : { errors }) };
}

/** Turns whatever was thrown into a problem; only our own faults say nothing of their inside. */
export function problemOf(error: unknown): Problem {
  if (error instanceof InputError) return buildProblem(error.type, error.message, error.faults);
  if (error instanceof ServiceError) return buildProblem('not-ready', `${error.message} ${error.todo}`);
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    // Express' own: a path that cannot be decoded, for one.
    return { ...buildProblem('bad-input', error instanceof Error ? error.message : 'bad request'), status };
  }
  return buildProblem('internal', 'The request could not be answered. It has been logged.');
}

const LONGEST_ECHO = 80;
const MOST_FAULTS = 10;

/** What zod found, as faults that name the parameter, what was expected and what came. */
export function faultsOf(error: z.ZodError, input: Record<string, unknown>, allowed: string[]): Fault[] {
  const faults = error.issues.flatMap((issue): Fault[] => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((field) => ({
        field: cut(field),
        expected: allowed.length === 0 ? 'no parameters here' : `one of the parameters ${allowed.join(', ')}`,
        got: 'an unknown parameter',
      }));
    }
    const field = String(issue.path[0] ?? 'query');
    return [{ field, expected: expectedText(issue), got: echo(input[field]) }];
  });
  // An answer to nonsense must not be many times its size.
  return faults.slice(0, MOST_FAULTS);
}

function expectedText(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one of ${issue.values.map(String).join(', ')}`;
  return expectationIn(issue.message);
}

function echo(value: unknown): string {
  if (value === undefined) return 'nothing';
  return cut(JSON.stringify(value));
}

/** By code points: half of a surrogate pair is no character. */
function cut(text: string): string {
  const characters = [...text];
  if (characters.length <= LONGEST_ECHO) return text;
  return `${characters.slice(0, LONGEST_ECHO).join('')}… (${characters.length} characters)`;
}
