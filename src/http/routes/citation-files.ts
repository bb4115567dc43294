import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { CSV_MARK, formatCsvLines } from '../../csv.ts';
import { FIGURE_ID, type FrozenFigure } from '../../demand/figure.ts';
import { SUBJECT_COLUMN_WORDS, SUBJECT_COLUMNS, type SubjectRow } from '../../demand/subject-rows.ts';
import { InputError } from '../../errors.ts';
import { formatCurvesCsv, formatHeatmapCsv } from '../figure-tables.ts';
import { type Reply, route, type StreamReply } from '../route.ts';
import { readFigure, UNCHANGING } from './citations.ts';

const FILES = ['subjects.csv', 'subjects.ndjson', 'subjects.parquet', 'curves.csv', 'heatmap.csv'] as const;
const CSV = 'text/csv; charset=utf-8';

const DESCRIPTION = `Each line of subjects.csv, subjects.ndjson and subjects.parquet is one matched offer. Its columns:\n\n${SUBJECT_COLUMNS.map((column) => `- \`${column}\`: ${SUBJECT_COLUMN_WORDS[column]}`).join('\n')}`;

export const citationFileRoute = route({
  path: '/v1/citations/:id/:file',
  summary:
    'What is behind a frozen figure: the matched offers as CSV, NDJSON or Parquet, the curves and the heatmap as CSV',
  description: DESCRIPTION,
  tag: 'demand',
  params: z.strictObject({
    id: z.string().regex(FIGURE_ID, 'an id of 16 letters a-z and digits 2-7'),
    file: z.enum(FILES),
  }),
  answer: null,
  answerType: 'text/csv; application/x-ndjson; application/vnd.apache.parquet',
  async handle({ params: { id, file } }, deps): Promise<Reply | StreamReply> {
    const figure = await readFigure(deps, id);
    const headers = { ...UNCHANGING, 'Content-Disposition': `attachment; filename="${id}-${file}"` };
    if (file === 'curves.csv') return { text: formatCurvesCsv(figure), type: CSV, headers, cache: 0 };
    if (file === 'heatmap.csv') return { text: formatHeatmapCsv(figure), type: CSV, headers, cache: 0 };
    if (file === 'subjects.parquet') {
      const bytes = (await deps.figures.readSubjectsParquet(figure)) ?? notKept(figure);
      const type = 'application/vnd.apache.parquet';
      return { open: (response) => void response.set({ ...headers, 'Content-Type': type }).end(bytes) };
    }
    const parts = (await deps.figures.readSubjects(figure)) ?? notKept(figure);
    const type = file === 'subjects.csv' ? CSV : 'application/x-ndjson; charset=utf-8';
    const lines = file === 'subjects.csv' ? toCsv(parts) : parts;
    return {
      open(response) {
        response.set({ ...headers, 'Content-Type': type });
        // Waits where the reader is slower than we are; who leaves early ends it, which is no fault of ours.
        pipeline(lines, response).catch((error: Error) => response.destroy(error));
      },
    };
  },
});

async function* toCsv(parts: AsyncIterable<string>): AsyncGenerator<string> {
  yield CSV_MARK + formatCsvLines([SUBJECT_COLUMNS]);
  for await (const part of parts) {
    const rows = part.split('\n').filter((line) => line !== '');
    yield formatCsvLines(
      rows.map((line) => {
        const row = JSON.parse(line) as SubjectRow;
        return SUBJECT_COLUMNS.map((column) => row[column]);
      }),
    );
  }
}

function notKept({ id }: FrozenFigure): never {
  const expected = `offers that are kept; those of a running season are for a week: npx yupiao verify ${id} --subjects FILE makes them again from the polls`;
  throw new InputError('not-found', [{ field: 'file', expected, got: id }]);
}
