import { civilDateOf } from '../calendar/china-time.ts';
import { arrangeRulesOn } from '../refund/rules-on.ts';
import { rulesQuery } from '../refund/schema.ts';
import {
  type CommandWorld,
  checkValues,
  describeOptions,
  languageOf,
  type OptionTable,
  readOptions,
  withOptionNames,
} from './options.ts';
import { describeSources } from './sources.ts';

const OPTIONS: OptionTable = {
  texts: { on: 'the day, as 2021-01-12; today when left out', lang: 'zh or en' },
  flags: [],
};

/** `yupiao rules`: what /v1/refund/rules answers, as text or with --json. */
export function rulesCommand(args: string[], { now, language }: CommandWorld): string {
  const options = readOptions(args, OPTIONS);
  const { json, help } = options;
  if (help) return `yupiao rules: the rules in force on a day\n\n${describeOptions(OPTIONS)}`;
  const query = checkValues(rulesQuery, options);
  const lang = languageOf(query.lang, language);
  const answer = withOptionNames(() => arrangeRulesOn(query.on ?? civilDateOf(now), lang));
  if (json) return `${JSON.stringify(answer, null, 2)}\n`;
  const blocks = answer.rules.map((rule) =>
    [
      `${rule.id}  ${rule.name}  (${rule.from ?? '…'} – ${rule.to ?? '…'}, ${rule.confidence}, ${rule.sources.join(' ')})`,
      `    ${rule.text}`,
      ...(rule.note === undefined ? [] : [`    * ${rule.note}`]),
    ].join('\n'),
  );
  return `${answer.on}\n\n${blocks.join('\n')}\n\n${describeSources(answer.sources)}\n`;
}
