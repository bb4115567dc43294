import { z } from 'zod';
import type { TrainStop } from './port.ts';

const clockTime = z.string().regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|-{2,5})$/);

/** What we read of a stop of queryByTrainNo (PROTOCOL.md 1.3). */
const answerSchema = z.object({
  httpstatus: z.literal(200),
  data: z.object({
    data: z
      .array(
        z.object({
          station_name: z.string().min(1),
          station_no: z.string().regex(/^\d{1,3}$/),
          arrive_time: clockTime,
          start_time: clockTime,
        }),
      )
      .min(2),
  }),
});

/**
 * Reads the stops of a train from queryByTrainNo's JSON. 12306 gives no day: it is counted on where the clock goes backwards. The first
 * stop has no arrival and the last no departure, whatever the answer repeats there. Names come without the
 * blanks 12306 sometimes sets into them. Null when the train is unknown or any stop cannot be read.
 */
export function parseTrainStops(json: unknown): TrainStop[] | null {
  const parsed = answerSchema.safeParse(json);
  if (!parsed.success) return null;
  const stops: TrainStop[] = [];
  let clock = { day: 0, time: '00:00' };
  const { data } = parsed.data.data;
  for (const [index, stop] of data.entries()) {
    if (index > 0 && Number(stop.station_no) <= Number(data[index - 1]?.station_no)) return null;
    const arrivalTime = index === 0 ? null : readTime(stop.arrive_time);
    const departureTime = index === data.length - 1 ? null : readTime(stop.start_time);
    for (const time of [arrivalTime, departureTime]) {
      if (time !== null) clock = { day: clock.day + (time < clock.time ? 1 : 0), time };
    }
    stops.push({
      stationName: stop.station_name.replace(/\s+/g, ''),
      arrivalTime,
      departureTime,
      day: clock.day,
    });
  }
  return stops;
}

function readTime(text: string): string | null {
  return text.startsWith('-') ? null : text;
}
