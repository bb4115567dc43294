import { useEffect, useState } from 'preact/hooks';
import { fetchText } from '../api/fetch-answer.ts';
import { lang, say } from '../language.ts';
import { buildAddress } from '../places.ts';
import { CopyButton } from './copy-button.tsx';

/** The citation of a frozen figure as the service words it, and the same for reference managers. */
export function FigureCitation({ id }: { id: string }) {
  const path = `/v1/citations/${id}`;
  const text = useText(buildAddress(path, { format: 'text', lang: lang.value }));
  if (text.failure !== null) {
    return (
      <span class="loud small" role="alert">
        {say('引用没有载入', 'The citation could not be loaded')}: {text.failure}
      </span>
    );
  }
  return (
    <>
      {text.value !== null && <CopyButton text={text.value} label={say('复制引用', 'Copy citation')} />}
      <span class="small">
        <a href={buildAddress(path, { format: 'bibtex' })} download={`${id}.bib`}>
          BibTeX
        </a>{' '}
        ·{' '}
        <a href={buildAddress(path, { format: 'csl' })} download={`${id}.csl.json`}>
          CSL-JSON
        </a>{' '}
        ·{' '}
        <a href={path}>
          {say('编号', 'id')} {id}
        </a>
      </span>
    </>
  );
}

/** What is behind the figure, to be worked out again by others. */
export function FigureFiles({ id }: { id: string }) {
  const files = ['subjects.csv', 'subjects.ndjson', 'subjects.parquet'];
  return (
    <p class="small">
      {say('可比席位逐条', 'The matched offers one by one')}:{' '}
      {files.map((file) => (
        <span key={file}>
          <a href={`/v1/citations/${id}/${file}`} download={`${id}-${file}`}>
            {file.replace('subjects.', '').toUpperCase()}
          </a>{' '}
        </span>
      ))}
    </p>
  );
}

/** A text of our own service; null until it is there. */
function useText(path: string): { value: string | null; failure: string | null } {
  const [text, setText] = useState<{ path: string; value: string | null; failure: string | null } | null>(
    null,
  );
  useEffect(() => {
    fetchText(path).then(
      (value) => setText({ path, value, failure: null }),
      (error: unknown) => setText({ path, value: null, failure: String(error) }),
    );
  }, [path]);
  return text?.path === path ? text : { value: null, failure: null };
}
