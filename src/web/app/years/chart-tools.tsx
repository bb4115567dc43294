import { useState } from 'preact/hooks';
import { fetchText } from '../api/fetch-answer.ts';
import { say } from '../language.ts';
import { writeEmbed } from './citation.ts';
import { CopyButton } from './copy-button.tsx';
import { drawPng, saveFile } from './save-file.ts';

interface ToolsProps {
  /** File name without its ending. */
  name: string;
  title: string;
  /** Address of the chart as SVG (/v1/charts/…). */
  chart: string;
  /** The figures: made here, or where the service has them. */
  csv: string | { address: string };
}

/** What a reporter takes along: the chart as SVG and PNG, its figures as CSV, and a line for a web page. */
export function ChartTools({ name, title, chart, csv }: ToolsProps) {
  const [failure, setFailure] = useState<string | null>(null);
  const savePng = async () => {
    try {
      saveFile(`${name}.png`, await drawPng(await fetchText(chart)));
      setFailure(null);
    } catch (error) {
      setFailure(String(error));
    }
  };
  return (
    <p class="controls tools-of-chart">
      <a class="door" href={chart} download={`${name}.svg`}>
        SVG
      </a>
      <button type="button" onClick={() => void savePng()}>
        PNG
      </button>
      {typeof csv === 'string' ? (
        <button
          type="button"
          onClick={() => saveFile(`${name}.csv`, new Blob([csv], { type: 'text/csv;charset=utf-8' }))}
        >
          CSV
        </button>
      ) : (
        <a class="door" href={csv.address} download={`${name}.csv`}>
          CSV
        </a>
      )}
      <CopyButton
        text={writeEmbed(new URL(chart, location.href).href, title)}
        label={say('复制嵌入代码', 'Copy embed code')}
      />
      {failure !== null && (
        <span role="alert" class="loud small">
          {say('PNG没有画成', 'No PNG could be drawn')}: {failure}
        </span>
      )}
    </p>
  );
}
