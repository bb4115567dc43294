/** Same as in package.json; test/architecture.test.ts compares the two. */
export const VERSION = '0.1.0';
