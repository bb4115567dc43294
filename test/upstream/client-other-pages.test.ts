import nock from 'nock';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createUpstream } from '../../src/upstream/client.ts';
import { initPage } from './support/raw-server.ts';
import { buildAnswer, buildRow } from './support/rows.ts';

const HOST = 'https://kyfw.12306.cn';
const upstream = () =>
  createUpstream({ baseUrl: HOST, userAgent: 'yupiao/0.1 (+https://example.org/yupiao)' });
const page = (first = '2021-01-12', last = '2021-02-10') =>
  nock(HOST)
    .get('/otn/leftTicket/init')
    .reply(200, initPage('leftTicket/query', first, last));
const seats = () =>
  nock(HOST)
    .get(/leftTicket\/query\?/)
    .reply(200, buildAnswer([buildRow()]));
const ask = (client = upstream()) => client.fetchLeftTickets({ from: 'TYV', to: 'CZF' }, '2021-02-05');

beforeEach(() => {
  nock.disableNetConnect();
});

afterEach(() => {
  const pending = nock.pendingMocks();
  nock.cleanAll();
  nock.enableNetConnect();
  expect(pending).toEqual([]);
});

describe('the sale window', () => {
  it('is read from the init page once a day, together with the session', async () => {
    page('2021-01-12', '2021-02-10');
    const client = upstream();
    const window = { first: '2021-01-12', last: '2021-02-10' };
    expect(await client.fetchSaleWindow('2021-01-12')).toEqual(window);
    expect(await client.fetchSaleWindow('2021-01-12')).toEqual(window);
    seats();
    expect((await ask(client)).outcome).toBe('ok');
    page('2021-01-13', '2021-02-11');
    expect(await client.fetchSaleWindow('2021-01-13')).toEqual({ first: '2021-01-13', last: '2021-02-11' });
  });

  it('that a question has brought for today is not read again', async () => {
    page();
    seats();
    const client = upstream();
    await ask(client);
    expect(await client.fetchSaleWindow('2021-01-12')).toEqual({ first: '2021-01-12', last: '2021-02-10' });
  });

  it('is null when the page cannot be had or does not state it', async () => {
    nock(HOST).get('/otn/leftTicket/init').reply(502);
    const client = upstream();
    expect(await client.fetchSaleWindow('2021-01-12')).toBeNull();
    nock(HOST)
      .get('/otn/leftTicket/init')
      .reply(200, "<script>var CLeftTicketUrl='leftTicket/query'</script>");
    expect(await client.fetchSaleWindow('2021-01-12')).toBeNull();
    expect(await client.fetchSaleWindow('2021-01-12')).toBeNull();
  });
});

describe('the stops of a train', () => {
  const stopsPath =
    '/otn/czxx/queryByTrainNo?train_no=270000Z19807&from_station_telecode=TYV&to_station_telecode=SHH&depart_date=2021-02-09';
  const fetchStops = () =>
    upstream().fetchTrainStops('270000Z19807', { from: 'TYV', to: 'SHH' }, '2021-02-09');

  it('are asked for by train_no and the day it leaves', async () => {
    page();
    const data = [
      { station_name: '太原', station_no: '01', arrive_time: '----', start_time: '19:58' },
      { station_name: '上海', station_no: '02', arrive_time: '10:02', start_time: '10:02' },
    ];
    nock(HOST).get(stopsPath).reply(200, { status: true, httpstatus: 200, data: { data } });
    expect(await fetchStops()).toEqual([
      { stationName: '太原', arrivalTime: null, departureTime: '19:58', day: 0 },
      { stationName: '上海', arrivalTime: '10:02', departureTime: null, day: 1 },
    ]);
  });

  it.each([
    [200, { status: true, httpstatus: 200, data: { data: [] } }],
    [200, '<html>'],
    [403, '0'],
    [500, ''],
  ])('are null when they cannot be had: %i', async (status, body) => {
    page();
    nock(HOST).get(stopsPath).reply(status, body);
    expect(await fetchStops()).toBeNull();
  });

  it('are null when the init page cannot be had', async () => {
    nock(HOST).get('/otn/leftTicket/init').reply(500);
    expect(await fetchStops()).toBeNull();
  });
});
