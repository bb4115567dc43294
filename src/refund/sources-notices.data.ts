import type { Source } from './sources.data.ts';

/** Notices, their reprints and the papers that explained them (S01 to S26). */
export const NOTICE_SOURCES = {
  S01: {
    title: 'Presale 15 days, free refund 8 days',
    publisher: "People's Daily Online",
    date: '2021-01-13',
    address:
      'ldl-gyl.com/infos/46646.html; tc.maidi.me/archiver/tid-424969.html; shandonghsjx.com/news/show258452.html (reprints)',
  },
  S02: {
    title: "Text of the group's fee notice effective 2021-01-14 (repeals 铁总运电〔2015〕109, 242)",
    publisher: 'China Railway; confirmed by Beijing Evening News',
    date: '2021-01-14',
    address: 'baiwen5.com/life/180073.html; bj.people.com.cn/n2/2021/0127/c82840-34551050.html',
  },
  S03: {
    title: 'Spring Festival 2021 sale measures',
    publisher: '大众网; 东南网; 本地宝',
    date: '2020-12-29',
    address:
      'm.jinbaonet.com/dzb/yaowen/2020/1229/10009581.html; hxnews.com/news/fj/mn/xm/202012/30/1952160.shtml; sz.bendibao.com/news/20201230/854853.htm',
  },
  S04: {
    title: 'Free refunds from 2021-01-07',
    publisher: '新京报; 安徽商报',
    date: '2021-01-06',
    address:
      'bjnews.com.cn/detail/160992476915117.html; ah.sina.com.cn/news/2021-01-08/detail-iiznctkf0745957.shtml',
  },
  S04b: {
    title: 'Daily sale start of the Beijing stations',
    publisher: '北京日报',
    date: '2021-01-11',
    address: 'pvnews.cn/sh/2021/0111/20004392.html',
  },
  S05: {
    title: 'Refund and rebooking rules of 2014-12-03',
    publisher: '中新网; Shanghai Daily',
    date: '2014-11-30',
    address:
      'hunanlong.com/c/2950318.html; tulaoshi.com/n/20160401/2092458.html; m.xiangyuanrui.cn/news-1024.html; touch.shio.gov.cn id=770',
  },
  S06: {
    title: 'Rebooking after departure, with examples',
    publisher: 'reprints',
    date: '2021-01-28',
    address: 'dbjr.com.cn/news/762550.html; 30apijt.icu/597860050.html',
  },
  S07: {
    title: 'Worked rebooking example',
    publisher: 'huigongju.com',
    date: '2014-11-30',
    address: 'huigongju.com/show_312578',
  },
  S08: {
    title: 'Hong Kong cross-border ticket rules',
    publisher: '中新网; 文匯報',
    date: '2018-09-22',
    address:
      'news.china.com.cn/2018-09/22/content_63770517.htm; paper.wenweipo.com/2018/09/12/HS1809120002.htm',
  },
  S09: {
    title: 'West Kowloon: 45 minutes before departure',
    publisher: '红网',
    date: '2024-06-05',
    address: 'zjj.rednet.cn/m/content/646840/97/13973684.html',
  },
  S10: {
    title: 'Online refunds until 30 minutes before departure from 6 May',
    publisher: 'Tracking China',
    date: '2015-05-05',
    address: 'en.trackingchina.com/2015/05/05/',
  },
  S11: {
    title: 'Change of destination and rebook-then-refund from 10 June',
    publisher: 'Tracking China; newsgd',
    date: '2015-06-08',
    address: 'en.trackingchina.com/2015/06/08/; travel.newsgd.com id=309',
  },
  S12: {
    title: 'Wuhan tickets refunded free',
    publisher: '经济日报',
    date: '2020-01-22',
    address: 'paper.ce.cn/jjrb/html/2020-01/22/content_411261.htm',
  },
  S13: {
    title: 'Free refunds from 2020-01-28, and their extension',
    publisher: '中新网',
    date: '2020-01-27',
    address:
      'city.sina.cn/focus/2020-01-28/detail-iihnzahk6769219.d.html; hazlittvintagerental.com (mirror, English, 2020-02-10)',
  },
  S14: {
    title: 'Notes to the refund table of 2020',
    publisher: 'reprint',
    date: '2020',
    address: 'm.kidbbs.com/news/jiaodian/156672.html',
  },
  S15: {
    title: "15 days are 360 hours: the railway's answer",
    publisher: '环球网',
    date: '2015-01-28',
    address: 'zhenmeidance.com (reprint)',
  },
  S16: {
    title: 'Second published example of the hour rule',
    publisher: 'laweer.com',
    date: '2015-01',
    address: 'laweer.com/question/7ee7def6ea42a.html',
  },
  S17: {
    title: 'Spring Festival 2016 periods and rules',
    publisher: '中国青年网',
    date: '2016-01-20',
    address: 'm.yunzhuan.com/chunyun-22304; sd.china.com.cn/a/2016/shehuigongyi_0120/467766.html',
  },
  S18: {
    title: 'Spring Festival 2015: charged from 21 January',
    publisher: '大西北网; xuwen.gov.cn',
    date: '2015-01-22',
    address: 'photo.dxbei.com/n/20150122/161029.html',
  },
  S19: {
    title: 'Mistaken purchases refunded free within 30 minutes',
    publisher: '人民日报',
    date: '2026-01-19',
    address: '163.com/dy/article/KJK8F81805346936.html; jinti.net/post/841184.html',
  },
  S19b: {
    title: 'Mistaken purchases: a lasting rule',
    publisher: 'City News Service',
    date: '2026-01-29',
    address: 'citynewsservice.cn (okwvpb5n); qunfachuanzhen.com/new/733241166767600640',
  },
  S20: {
    title: 'Free refunds for tickets bought before 2022-03-15',
    publisher: 'Xinhua',
    date: '2022-03-15',
    address: 'en.people.cn/n3/2022/0315/c90000-9971058.html',
  },
  S21: {
    title: 'Free refunds, March 2022',
    publisher: 'ccschy.com',
    date: '2022-03',
    address: 'ccschy.com/news/464.html',
  },
  S22: {
    title: 'Suspended trains, April 2024',
    publisher: '中新网 (Shanghai bureau)',
    date: '2024-04-03',
    address: null,
  },
  S23: {
    title: 'Suspended trains, July 2024',
    publisher: '绵阳日报',
    date: '2024-07-10',
    address: 'myrb.net/html/2024/news/7/390125.html',
  },
  S24: {
    title: 'Rebooking fees from 2024-01-15',
    publisher: '人民日报 p.7; 环球旅讯',
    date: '2024-01-12',
    address: null,
  },
  S24b: {
    title: 'Full rule text, Spring Festival 2025',
    publisher: 'wxredian.com',
    date: '2025-01',
    address: 'wxredian.com/art?id=e192534d00f35277669ab0c5589af353',
  },
  S25: {
    title: 'Refund fee lowered from 20 % to 5 %',
    publisher: '中国网',
    date: '2011-09-26',
    address: 'v.china.com.cn/news/2011-09/26/content_23492081.htm',
  },
  S26: {
    title: 'The ladder of September 2013',
    publisher: "People's Daily Online; China Daily; chinahighlights.com",
    date: '2013-08-27',
    address: 'en.people.cn/90882/8378404.html',
  },
} as const satisfies Record<string, Source>;
