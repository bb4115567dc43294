import type { FigureQuery, FrozenFigure } from '../../demand/figure.ts';

/** What became of a frozen figure: kept beside it, as the figure itself never changes. */
export interface FigureStanding {
  /** Another record that corrects it; null while none does. */
  correctedBy: string | null;
  /** The newest figure of the same question. */
  newest: string | null;
}

/** Frozen figures as those who answer see them. */
export interface FigureReader {
  readNewest(query: FigureQuery): Promise<FrozenFigure | null>;
  readFigure(id: string): Promise<FrozenFigure | null>;
  readStanding(figure: FrozenFigure): Promise<FigureStanding>;
  /** Every question that has a figure, as planQueryKey writes it, in order. */
  readQueries(): Promise<string[]>;
  /**
   * The matched offers behind a figure as lines of JSON (subject-rows.ts), part by part; null when they are not kept
   * any more (of a season that was still running they are for some days only).
   */
  readSubjects(figure: FrozenFigure): Promise<AsyncIterable<string> | null>;
  /** The same as one Parquet file. */
  readSubjectsParquet(figure: FrozenFigure): Promise<Uint8Array | null>;
}
