/**
 * What vitest's JSON report says, with nothing hidden: a file that failed before its first test, or a run
 * that failed outside of all tests, counts as one failure.
 *
 * @param {{numPassedTests: number, numFailedTests: number, numPendingTests?: number, numTodoTests?: number,
 *   testResults: {status: string, assertionResults: {status: string}[]}[]}} report
 * @param {number} exitCode vitest's own
 */
export function countTests(report, exitCode) {
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
  );
  const counted = report.numFailedTests + brokenFiles.length;
  return {
    passed: report.numPassedTests,
    failed: counted === 0 && exitCode !== 0 ? 1 : counted,
    skipped: (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0),
  };
}
