/** README.md of every archive: what a reader who has only the folder needs to know. */
export const ARCHIVE_README = `# A yupiao archive

What 12306 (or a double of it: see "source" in manifest.json) answered about seats on trains, as change points, with
every poll that was made. Figures of provenance "synthetic" come from a model and must never be shown without the word.

Every file is Parquet with brotli inside. manifest.json holds the SHA-256 of each file and a hash of the content that
does not depend on how the files are written. Check: \`npx yupiao archive verify FOLDER\`. As plain rows, one a change
point: \`npx yupiao archive cat FOLDER --format csv\` (or ndjson, parquet).

- watches.parquet: the pairs and dates. tokens: a JSON list of raw texts that 12306 does not list.
- cells/*.parquet: what can change: a seat class of a train, its sale state, its facts, the answer's provenance.
- changes/*.parquet: in order of cell and time. polls_since_low + 256 * polls_since_high: ok polls since the change
  before of the same cell (of the first one: since the first ok poll). value: codes.parquet says what it means; of
  "facts" it is facts.number.
- polls/*.parquet: the ok polls of each watch in order of time. Answer came at: planned_at cut to the second, plus
  lag_seconds. Times are UTC.
- failures/*.parquet: the polls that brought no board, with the sign that was seen.
- facts/*.parquet: code, times, prices (JSON, in fen) of trains; null is what 12306 withheld.
- codes.parquet: values in words. count: seats left; token: place in watches.tokens; waitlist null: no such column.

All seats in DuckDB:

    create table c as select *, sum(polls_since_low + 256 * polls_since_high)
        over (partition by cell order by file_row_number) as poll
      from read_parquet('changes/*.parquet', file_row_number = true);
    create table p as select *, row_number() over (partition by watch order by file_row_number) - 1 as poll
      from read_parquet('polls/*.parquet', file_row_number = true);
    select w.origin, w.destination, w.travel_date, e.train_no, e.seat_class,
           date_trunc('second', p.planned_at) + to_seconds(p.lag_seconds) as observed_at, k.kind, k.count, k.waitlist
      from c join read_parquet('cells/*.parquet') e using (cell) join read_parquet('watches.parquet') w using (watch)
      join p on p.watch = e.watch and p.poll = c.poll
      join read_parquet('codes.parquet') k on k.field = e.field and k.value = c.value
      where e.field = 'seat';
`;
