import type { ComponentChildren } from 'preact';
import { say } from '../language.ts';
import { changeQuery, place } from '../navigation.ts';
import { DayBeside } from '../parts/day-beside.tsx';

/** The ticket. Each change is in the address at once, and so is asked at once. */
export function TicketForm() {
  const { query } = place.value;
  const field = (name: string) => ({
    name,
    value: query[name] ?? '',
    onChange: (event: { currentTarget: { value: string } }) =>
      changeQuery({ [name]: event.currentTarget.value }),
  });
  return (
    <form class="controls ticket" onSubmit={(event) => event.preventDefault()}>
      <label>
        {say('票价(元)', 'Fare (yuan)')}
        <input {...field('fare')} inputMode="decimal" size={7} required autocomplete="off" />
      </label>
      <label>
        <span>
          {say('票面开车时间', 'Departure on the ticket')} <DayBeside at={query.departure} />
        </span>
        <input {...field('departure')} type="datetime-local" required />
      </label>
      <Choice name="channel" label={say('办理', 'Where')}>
        <option value="">12306</option>
        <option value="window">{say('车站窗口', 'station window')}</option>
      </Choice>
      <label>
        <span>
          {say('办理时间(默认现在)', 'At (now, if empty)')} <DayBeside at={query.at} />
        </span>
        <input {...field('at')} type="datetime-local" />
      </label>
      <details
        class="more"
        open={Boolean(query.product || query.payment || query.purchasedAt || query.suspended)}
      >
        <summary>{say('更多', 'More')}</summary>
        <div class="controls">
          <Choice name="product" label={say('车票种类', 'Kind')}>
            <option value="">{say('普通', 'ordinary')}</option>
            <option value="group">{say('团体', 'group')}</option>
            <option value="hongKong">{say('跨境香港', 'Hong Kong')}</option>
          </Choice>
          <Choice name="payment" label={say('支付', 'Paid')}>
            <option value="">{say('电子支付', 'electronically')}</option>
            <option value="cash">{say('现金或纸质票', 'cash or paper ticket')}</option>
          </Choice>
          <Choice name="suspended" label={say('停运', 'Suspended')}>
            <option value="">{say('否', 'no')}</option>
            <option value="true">{say('是', 'yes')}</option>
          </Choice>
          <label>
            {say('购票时间', 'Bought at')}
            <input {...field('purchasedAt')} type="datetime-local" />
          </label>
        </div>
      </details>
    </form>
  );
}

function Choice({ name, label, children }: { name: string; label: string; children: ComponentChildren }) {
  return (
    <label>
      {label}
      <select
        name={name}
        value={place.value.query[name] ?? ''}
        onChange={(event) => changeQuery({ [name]: event.currentTarget.value })}
      >
        {children}
      </select>
    </label>
  );
}
