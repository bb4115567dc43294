import type { ComponentChildren } from 'preact';

/** A titled list of names and values. */
export function Facts({ title, facts }: { title: string; facts: [string, ComponentChildren][] }) {
  return (
    <section>
      <h2>{title}</h2>
      <dl>
        {facts.map(([name, value]) => (
          <div class="fact" key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
