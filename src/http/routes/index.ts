import { VERSION } from '../../version.ts';
import type { Route } from '../route.ts';
import { alternativesRoute } from './alternatives.ts';
import { availabilityRoute } from './availability.ts';
import { boardRoute, boardStreamRoute } from './board.ts';
import { calendarRoute } from './calendar.ts';
import { chartRoute } from './charts.ts';
import { citationFileRoute } from './citation-files.ts';
import { citationRoute, citationStandingRoute } from './citations.ts';
import { coverageRoute } from './coverage.ts';
import { demandCompareRoute } from './demand-compare.ts';
import { demandFiguresRoute } from './demand-figures.ts';
import { demandVolumesRoute } from './demand-volumes.ts';
import { documentRoutes } from './documents.ts';
import { historyRoute } from './history.ts';
import { assetRoute } from './pages.ts';
import { rebookingQuoteRoute } from './rebooking.ts';
import { refundDeadlinesRoute, refundQuoteRoute, refundRulesRoute } from './refund.ts';
import { saleOpeningCalendarRoute, saleOpeningsRoute } from './sale-openings.ts';
import { seasonRoute } from './seasons.ts';
import { liveRoute, metricsRoute, problemRoute, readyRoute, statusRoute } from './service.ts';
import { stationRoute, stationsRoute } from './stations.ts';
import { watchedRoute } from './watched.ts';

/** The API: everything here is in /openapi.json and on /docs. */
const API_ROUTES: Route[] = [
  stationsRoute,
  stationRoute,
  availabilityRoute,
  historyRoute,
  calendarRoute,
  alternativesRoute,
  boardStreamRoute,
  boardRoute,
  coverageRoute,
  watchedRoute,
  saleOpeningsRoute,
  saleOpeningCalendarRoute,
  seasonRoute,
  demandFiguresRoute,
  demandVolumesRoute,
  demandCompareRoute,
  citationRoute,
  citationStandingRoute,
  citationFileRoute,
  chartRoute,
  refundQuoteRoute,
  refundDeadlinesRoute,
  refundRulesRoute,
  rebookingQuoteRoute,
  statusRoute,
  liveRoute,
  readyRoute,
  problemRoute,
  metricsRoute,
];

/** All that is answered; the more special path before the more general. */
export const ROUTES: Route[] = [...API_ROUTES, ...documentRoutes(API_ROUTES, VERSION), assetRoute];
