import { describe, expect, it } from 'vitest';
import { parseTrainStops } from '../../src/upstream/train-stops.ts';

/** queryByTrainNo's form (PROTOCOL.md 1.3). */
function buildStops(stops: [name: string, arrive: string, start: string][]): unknown {
  const data = stops.map(([station_name, arrive_time, start_time], index) => ({
    station_name,
    arrive_time,
    start_time,
    station_no: String(index + 1).padStart(2, '0'),
    stopover_time: '----',
    isEnabled: true,
  }));
  return { status: true, httpstatus: 200, data: { data }, messages: [] };
}

describe('the stops of a train', () => {
  it('of Z198 are counted into the next day where the clock goes backwards', () => {
    const stops = parseTrainStops(
      buildStops([
        ['太原', '----', '19:58'],
        ['阳泉北', '20:50', '20:55'],
        ['石家庄北', '21:52', '22:12'],
        ['衡水', '23:37', '23:46'],
        ['南京', '07:12', '07:20'],
        ['无锡', '08:41', '08:45'],
        ['上海', '10:02', '10:02'],
      ]),
    );
    expect(stops?.[0]).toEqual({ stationName: '太原', arrivalTime: null, departureTime: '19:58', day: 0 });
    expect(stops?.map((stop) => stop.day)).toEqual([0, 0, 0, 0, 1, 1, 1]);
    expect(stops?.at(-1)).toEqual({ stationName: '上海', arrivalTime: '10:02', departureTime: null, day: 1 });
  });

  it('may straddle midnight while the train stands', () => {
    const stops = parseTrainStops(
      buildStops([
        ['甲', '22:00', '22:00'],
        ['乙', '23:58', '00:04'],
        ['丙', '00:40', '----'],
      ]),
    );
    expect(stops).toEqual([
      { stationName: '甲', arrivalTime: null, departureTime: '22:00', day: 0 },
      { stationName: '乙', arrivalTime: '23:58', departureTime: '00:04', day: 1 },
      { stationName: '丙', arrivalTime: '00:40', departureTime: null, day: 1 },
    ]);
  });

  it('have names without the blanks 12306 sets into some', () => {
    const stops = parseTrainStops(
      buildStops([
        ['成  都东', '----', '08:00'],
        ['重 庆', '10:00', '----'],
      ]),
    );
    expect(stops?.map((stop) => stop.stationName)).toEqual(['成都东', '重庆']);
  });

  it.each([
    ['an unknown train', buildStops([])],
    ['one stop only', buildStops([['太原', '----', '19:58']])],
    [
      'a time that is none',
      buildStops([
        ['太原', '----', '19:58'],
        ['上海', '10:60', '----'],
      ]),
    ],
    [
      'a name that is missing',
      buildStops([
        ['太原', '----', '19:58'],
        ['', '10:02', '----'],
      ]),
    ],
    ['no data', { status: true, httpstatus: 200, data: null }],
    ['an inner failure', { status: false, httpstatus: 500 }],
    ['no object', null],
  ])('are not known from %s', (_name, json) => {
    expect(parseTrainStops(json)).toBeNull();
  });

  it('are not known when they are out of order', () => {
    const json = buildStops([
      ['太原', '----', '19:58'],
      ['上海', '10:02', '----'],
    ]) as {
      data: { data: { station_no: string }[] };
    };
    json.data.data.reverse();
    expect(parseTrainStops(json)).toBeNull();
  });
});
