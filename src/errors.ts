/**
 * What went wrong, in the words of the person who can act on it.
 *
 * `InputError` is the caller's to mend (HTTP 400 or 404); `ServiceError` is ours or the machine's.
 * Both say what was expected, what came, and what to do.
 */

/** One fault in what a caller sent: the field, what was expected of it and what came instead. */
export interface Fault {
  field: string;
  expected: string;
  got: string;
  /** Near matches or the next step, where we know one. */
  hint?: string;
}

export type InputErrorType =
  | 'bad-input'
  | 'unknown-station'
  | 'unwatched-pair'
  | 'not-found'
  | 'no-rule-known';

/** Something the caller sent cannot be answered. `type` becomes the problem's stable type. */
export class InputError extends Error {
  readonly type: InputErrorType;
  readonly faults: Fault[];

  constructor(type: InputErrorType, faults: Fault[], message?: string) {
    super(message ?? faults.map(describeFault).join('; '));
    this.name = 'InputError';
    this.type = type;
    this.faults = faults;
  }
}

/** Something on our side cannot be done now. `todo` says what the operator can do about it. */
export class ServiceError extends Error {
  readonly todo: string;

  constructor(message: string, todo: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ServiceError';
    this.todo = todo;
  }
}

/** What was expected, out of a schema's message: `Invalid option: expected one of …` and the like. */
export function expectationIn(message: string): string {
  return message.replace(/^[A-Z][\w ]*: expected /, '').replace(/, received .*$/, '');
}

export function describeFault(fault: Fault): string {
  const hint = fault.hint === undefined ? '' : ` (${fault.hint})`;
  return `${fault.field}: expected ${fault.expected}, got ${fault.got}${hint}`;
}
