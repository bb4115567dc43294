import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { HttpDeps } from './http-deps.ts';

/** What a handler gives back. `json` bodies are serialised, tagged and cached by the app. */
export type Reply = { cache: CacheRule } & (
  | { json: unknown; status?: number; headers?: Record<string, string> }
  | { text: string; type: string; status?: number; headers?: Record<string, string> }
);

/** An answer that goes on: who opens it writes the head and all that follows. */
export interface StreamReply {
  open(response: Response): void;
}

/** `no-store`, or seconds the answer may be kept by anyone. */
export type CacheRule = 'no-store' | number;

/** One line of the API: the same zod schemas check the request, type the handler and make the OpenAPI document. */
export interface Route<P extends z.ZodObject = z.ZodObject, Q extends z.ZodObject = z.ZodObject> {
  /** Express 5 path, parameters as `:name`. */
  path: string;
  summary: string;
  /** What the summary has no room for, as the columns of a file: a line, then `- \`name\`: meaning` lines. */
  description?: string;
  tag: 'seats' | 'stations' | 'refund' | 'demand' | 'service';
  params?: P;
  query?: Q;
  /** Schema of the JSON answer; null for text answers. */
  answer: z.ZodType | null;
  /** Content type of a text answer, or of the text form that a JSON answer has as well, for the OpenAPI document. */
  answerType?: string;
  handle(
    input: { params: z.infer<P>; query: z.infer<Q>; request: Request },
    deps: HttpDeps,
  ): Promise<Reply | StreamReply>;
}

/** Keeps the schemas' types while the table holds routes of every kind. */
export function route<P extends z.ZodObject, Q extends z.ZodObject>(definition: Route<P, Q>): Route {
  return definition as unknown as Route;
}
