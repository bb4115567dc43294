/** The value of a JSON text; undefined, which no JSON text stands for, when it is none. */
export function parseJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
