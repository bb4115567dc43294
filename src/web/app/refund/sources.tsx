import type { QuoteAnswer } from '../../../refund/schema.ts';
import { say } from '../language.ts';

/** Every rule behind the answer and the steps of its fee, each with its days and where it is written. */
export function Sources({ quote: { rules, notes } }: { quote: QuoteAnswer }) {
  return (
    <section>
      <h2>{say('依据', 'By which rule')}</h2>
      {rules.map(({ rule, sources }) => (
        <RuleWithSources key={rule.id} rule={rule} sources={sources} />
      ))}
      {notes.length > 0 && (
        <ul class="small quiet">
          {notes.map((note) => (
            <li key={note.code}>{note.text}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function RuleWithSources({ rule, sources }: QuoteAnswer['rules'][number]) {
  return (
    <>
      <p>
        <b class="rule-name">{rule.name}</b>{' '}
        <span class="quiet small">
          ({rule.from ?? say('起始不详', 'beginning not known')} – {rule.to ?? say('现行', 'in force')})
        </span>
      </p>
      <p class="small">{rule.text}</p>
      <ul class="small sources">
        {sources.map((source) => (
          <li key={source.code}>
            {source.title}, {source.publisher}
            {source.date !== null && `, ${source.date}`}{' '}
            {source.address !== null && <SourceAddress address={source.address} />}
          </li>
        ))}
      </ul>
    </>
  );
}

function SourceAddress({ address }: { address: string }) {
  if (!/^https?:\/\//.test(address)) return <>{address}</>;
  return (
    <a href={address} rel="noreferrer" target="_blank">
      {address}
    </a>
  );
}
