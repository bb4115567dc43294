import type { Provenance } from '../../../seats/schema.ts';
import { service } from '../api/service-status.ts';
import { say } from '../language.ts';
import { place } from '../navigation.ts';

/** Where the seats on every page come from. Nothing synthetic is shown without the word. */
export function ProvenanceBanner() {
  const { report, problem } = service.value;
  const source = report?.source.provenance ?? null;
  return (
    <section class="banners" aria-label={say('数据来源', 'Where the data comes from')}>
      {source !== null && (
        <p class={`provenance ${source}`}>
          <b>{provenanceName(source)}</b>{' '}
          <span>{place.value.view === 'refund' ? refundWords(source) : provenanceWords(source)}</span>
        </p>
      )}
      {problem !== null && (
        <p class="provenance lost" role="alert">
          <b>{say('服务没有应答', 'The service does not answer')}</b>{' '}
          <span>
            {say('下面的数字不再更新;正在重试。', 'The figures below are no longer updated; trying again.')}
          </span>
        </p>
      )}
    </section>
  );
}

export function provenanceName(source: Provenance): string {
  switch (source) {
    case 'synthetic':
      return say('模拟数据 synthetic', 'Synthetic data');
    case 'recorded':
      return say('录制数据 recorded', 'Recorded data');
    case 'live':
      return say('实时数据 live', 'Live data');
    case 'official':
      return say('官方公布 official', 'Official figures');
  }
}

/** On the refund page the money comes from rules, which are real whatever the trains are. */
function refundWords(source: Provenance): string {
  if (source !== 'synthetic') return provenanceWords(source);
  return say(
    '只有车次、时刻与票价是模拟的;退票与改签规则是真实的,出处列在下方“依据”。',
    'Only trains, times and fares are synthetic; the refund and rebooking rules are real, with their sources below.',
  );
}

function provenanceWords(source: Provenance): string {
  switch (source) {
    case 'synthetic':
      return say(
        '余票由模型生成,票价多为估算,部分时刻取自2021年9月的时刻表;不是12306的真实数据。',
        'Seat stock comes from our model, most fares are estimates, some times are of September 2021; none of it is from 12306.',
      );
    case 'recorded':
      return say(
        '回放12306过去的真实应答;时间为回放时钟,实际录制时刻不详。',
        'Real past answers of 12306, played back; times are the playback clock’s, when they were recorded is not known.',
      );
    case 'live':
      return say('由12306查询所得。', 'Polled from 12306.');
    case 'official':
      return say('来自公开发布的统计。', 'From published statistics.');
  }
}
