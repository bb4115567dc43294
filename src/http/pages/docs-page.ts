import { openApiPath } from '../openapi.ts';
import { PROBLEMS } from '../problems.ts';
import { type Html, html, renderPage } from './html.ts';

type Json = Record<string, unknown>;
interface Parameter {
  name: string;
  required: boolean;
  description?: string;
  schema: Json;
}
interface Operation {
  summary: string;
  description?: string;
  tags: string[];
  parameters: Parameter[];
}

/** A request to try for each path, in the default scenario. */
const EXAMPLES: Record<string, string> = {
  '/v1/stations': '/v1/stations?q=太原',
  '/v1/stations/{telecode}': '/v1/stations/TNV',
  '/v1/availability': '/v1/availability?from=TNV&to=HGH&date=2021-02-09',
  '/v1/availability/history': '/v1/availability/history?from=TNV&to=HGH&date=2021-02-09&train=G1864&class=O',
  '/v1/refund/quote': '/v1/refund/quote?fare=553&departure=2021-02-11T10:00&at=2021-01-14T09:00',
  '/v1/refund/rules': '/v1/refund/rules?on=2021-01-12',
  '/v1/refund/deadlines.ics': '/v1/refund/deadlines.ics?fare=553&departure=2021-02-11T10:00',
  '/v1/rebooking/quote':
    '/v1/rebooking/quote?originalDeparture=2024-02-10T10:00&newDeparture=2024-02-11T10:00&at=2024-02-10T20:00&originalFare=553&newFare=553',
  '/v1/watched': '/v1/watched',
  '/v1/sale-openings.ics': '/v1/sale-openings.ics?date=2021-02-11&station=太原南',
  '/v1/sale-openings': '/v1/sale-openings?date=2021-02-11&station=太原南',
  '/v1/seasons/{year}': '/v1/seasons/2021',
  '/v1/demand/volumes': '/v1/demand/volumes?season=2026&baseline=2025',
};

/** The reference as one page that needs neither script nor network: it is drawn from the OpenAPI document. Pure. */
export function renderDocsPage(openApi: Json): string {
  const paths = Object.entries(openApi.paths as Record<string, { get: Operation }>);
  return renderPage({
    lang: 'en',
    title: 'yupiao API',
    body: html`<header><h1>yupiao API</h1><nav><a href="/">余票</a> <a href="/openapi.json">openapi.json</a></nav></header>
<main>
<p>${(openApi.info as { description: string }).description}</p>
${paths.map(([path, { get }]) => operationSection(path, get))}
<section id="problems"><h2>Problems</h2>
<p>Errors are <code>application/problem+json</code> (RFC 9457); <code>errors[]</code> names the parameter, what was expected and what came.</p>
<table><thead><tr><th>type</th><th>status</th><th>meaning</th></tr></thead><tbody>${Object.entries(
      PROBLEMS,
    ).map(
      ([name, { status, meaning }]) =>
        html`<tr><td><code>/problems/${name}</code></td><td>${status}</td><td>${meaning}</td></tr>`,
    )}</tbody></table></section>
</main>`,
  });
}

function operationSection(path: string, operation: Operation): Html {
  const example = EXAMPLES[openApiPath(path)];
  return html`<section><h2><code>GET ${path}</code></h2><p>${operation.summary}</p>${operation.description !== undefined && descriptionPart(operation.description)}
${
  operation.parameters.length > 0 &&
  html`<div class="scroll"><table><thead><tr><th>parameter</th><th></th><th>form</th><th>meaning</th></tr></thead><tbody>${operation.parameters.map(
    ({ name, required, description, schema }) =>
      html`<tr><td><code>${name}</code></td><td>${required ? 'required' : 'optional'}</td><td><code>${formOf(schema)}</code></td><td>${description ?? ''}</td></tr>`,
  )}</tbody></table></div>`
}
${example !== undefined && html`<p><a href="${example}"><code>${example}</code></a></p>`}</section>`;
}

/** A sentence, and a table of the `- \`name\`: meaning` lines after it: all the Markdown that our descriptions use. */
function descriptionPart(description: string): Html {
  const lines = description.split('\n').filter((line) => line !== '');
  const rows = lines.map((line) => /^- `(\w+)`: (.*)$/.exec(line)).filter((found) => found !== null);
  return html`<p>${lines[0] ?? ''}</p><div class="scroll"><table><thead><tr><th>column</th><th>meaning</th></tr></thead><tbody>${rows.map(
    ([, name = '', meaning = '']) => html`<tr><td><code>${name}</code></td><td>${meaning}</td></tr>`,
  )}</tbody></table></div>`;
}

function formOf(schema: Json): string {
  if (Array.isArray(schema.enum)) return schema.enum.join(' | ');
  return [schema.type ?? 'string', schema.pattern, schema.format]
    .filter((part) => part !== undefined)
    .join(' ');
}
