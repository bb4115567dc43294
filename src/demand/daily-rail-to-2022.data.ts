/**
 * Passengers of the national railway by day, as far as reports of them were found: one figure a line,
 * day | kind | 万人次 (10,000 passengers) | rounding band of a derived figure | source.
 * actual: reported after the day. derived: worked out from a later report's level and percentage, which are the source.
 * forecast: 预计, said on the day itself; not an actual (one was 30 % off). A day without a line is unknown, not zero.
 * XWLB: CCTV 新闻联播 of that day, read in the transcripts of github.com/DuckBurnIncense/xin-wen-lian-bo.
 * "(reprint)": read on a site that reprints it. Source: facts of METHODS.md 2.2; 20 cross-checks agree (2.3).
 */
export const DAILY_RAIL_TO_2022 = `
2012-01-27|actual|580.9||中新网/铁道部 2012-01-30 (reprint)
2012-01-28|actual|665.8||中新网/铁道部 2012-01-30 (reprint)
2012-02-13|actual|574.7||中国政府网/铁道部 2012-02-15 (reprint)
2013-02-13|actual|577.9||Xinhua 2013-02-14, big5.www.gov.cn/gate/big5/www.gov.cn/jrzg/2013-02/14/content_2332209.htm
2013-02-14|forecast|651||Xinhua 2013-02-14, big5.www.gov.cn/gate/big5/www.gov.cn/jrzg/2013-02/14/content_2332209.htm
2013-02-16|actual|718.3||铁道部春运办 via 本报 2013-02-17 (reprint)
2014-02-15|forecast|800||新华社 2014-02-15 (reprint)
2014-02-21|actual|724.1||新华网 2014-02-24 (reprint)
2016-01-24|forecast|700||人民日报 2016-01-25, finance.people.com.cn/n1/2016/0125/c1004-28080277.html
2016-02-13|actual|1033.4||铁总 2016-02-14 (reprint)
2016-02-14|forecast|1000||铁总 2016-02-14 (reprint)
2017-01-13|actual|864.5||MOT via 中新 2017-01-17, news.cri.cn/20170117/2634f18b-a64f-9a17-e198-8b377f172c85.html
2017-01-13|forecast|855||铁总 via 每经 2017-01-13, m.nbd.com.cn/articles/2017-01-13/1069789.html
2017-01-14|actual|913.7||MOT via 中新 2017-01-17, news.cri.cn/20170117/2634f18b-a64f-9a17-e198-8b377f172c85.html
2017-01-15|actual|868.1||MOT via 中新 2017-01-17, news.cri.cn/20170117/2634f18b-a64f-9a17-e198-8b377f172c85.html
2017-02-15|actual|928.1||人民日报 2017-02-17 (reprint)
2017-02-16|forecast|900||人民日报 2017-02-17 (reprint)
2018-02-14|actual|882.5||Xinhua 2018-02-15 (reprint)
2018-02-15|forecast|550||Xinhua 2018-02-15 (reprint)
2018-02-20|actual|1069||MOT 2018-02-21 via 经济网 (reprint)
2018-02-22|actual|1220||Xinhua 2018-02-23 (reprint)
2018-02-23|forecast|1150||Xinhua 2018-02-23 (reprint)
2018-02-24|actual|1162.5||铁总 via 界面 2018-02-25, www.jiemian.com/article/1954984.html
2019-01-21|actual|953.2||MOT via 中新网 2019-01-23 (reprint)
2019-01-22|actual|894.2||MOT via 中新 2019-01-23 (reprint)
2019-01-23|actual|908.5||MOT via 中新网 2019-01-25 (reprint)
2019-01-24|actual|935.4||MOT via 中新网 2019-01-25 (reprint)
2019-01-25|derived|993.8|992.9-994.6|668.8万 on 2023-01-11 at -32.7% vs 2019 [MOT 2023-01-12]
2019-01-26|actual|1049||Xinhua 2019-02-06 (reprint)
2019-01-30|derived|989.3|988.8-989.7|1226.7万 on 2024-02-04 at +24% vs 2019 [中新网/MOT 2024-02-05]
2019-02-01|derived|1047.4|1047-1047.9|1289.4万 on 2024-02-06 at +23.1% vs 2019 [中新网/MOT 2024-02-07]
2019-02-02|derived|1026.5|1026-1027|1146.6万 on 2020-01-22 at +11.7% vs 2019 [中国网 2020-01-23 (MOT)]
2019-02-04|derived|549.6|549.3-550|515.0万 on 2020-01-24 at -6.3% vs 2019 [中新社 2020-01-25 (MOT)]
2019-02-05|derived|421.6|421.4-421.8|556.5万 on 2024-02-10 at +32% vs 2019 [中新网/MOT 2024-02-11]
2019-02-07|derived|917.4|916.7-918.1|696.3万 on 2023-01-24 at -24.1% vs 2019 [央视/专班 2023-01-25]
2019-02-09|derived|1120.8|1120.3-1121.3|1424.5万 on 2024-02-14 at +27.1% vs 2019 [人民日报 2024-02-15 (MOT)]
2019-02-11|derived|1275.1|1274.5-1275.6|1528.8万 on 2024-02-16 at +19.9% vs 2019 [央视 2024-02-17 (MOT)]
2019-02-12|derived|1208.9|1208.2-1209.6|1167.8万 on 2023-01-29 at -3.4% vs 2019 [每经/MOT 2023-01-30]
2019-02-13|derived|1171|1169.8-1172.1|661.6万 on 2021-02-20 at -43.5% vs 2019 [交通运输部 2021-02-21]
2019-02-14|derived|1145.5|1144.9-1146.2|1091.7万 on 2023-01-31 at -4.7% vs 2019 [央广网/MOT 2023-02-01]
2019-02-16|derived|1123.6|1117.8-1129.4|119.1万 on 2020-02-05 at -89.4% vs 2019 [澎湃 2020-02-06 (MOT)]
2019-02-19|derived|870.5|867.2-873.9|127.1万 on 2020-02-08 at -85.4% vs 2019 [人民网 2020-02-10 (MOT)]
2019-02-22|derived|1204.3|1203.7-1205|1163.4万 on 2024-02-27 at -3.4% vs 2019 [中新网/MOT 2024-02-28]
2019-02-23|actual|1316.9||新华社 2019-03-02 via 浙江在线, town.zjol.com.cn/cstts/201903/t20190302_9572412.shtml
2019-02-24|derived|1225|1215.3-1234.8|83.3万 on 2020-02-13 at -93.2% vs 2019 [中新网 2020-02-14 (MOT)]
2019-02-26|derived|945.1|944.7-945.5|1246.6万 on 2024-03-02 at +31.9% vs 2019 [中新网/MOT 2024-03-03]
2020-01-10|actual|1172.6||新华社 2020-01-11 (reprint)
2020-01-19|actual|1175.3||MOT 2020-01-20 (reprint)
2020-01-20|forecast|1224||MOT 2020-01-20 (reprint)
2020-01-22|actual|1146.6||中国网 2020-01-23 (MOT) (reprint)
2020-01-24|actual|515||中新社 2020-01-25 (MOT) (reprint)
2020-01-25|forecast|260||中新社 2020-01-25 (MOT) (reprint)
2020-01-29|derived|293.6|293.5-293.7|483.6万 on 2021-02-16 at +64.7% vs 2020 [中新网 2021-02-17 (MOT)]
2020-02-01|forecast|260||视频综合 2020-02-02 (reprint)
2020-02-02|derived|208.6|208.5-208.6|661.6万 on 2021-02-20 at +217.2% vs 2020 [交通运输部 2021-02-21]
2020-02-05|actual|119.1||澎湃 2020-02-06 (MOT) (reprint)
2020-02-08|actual|127.1||人民网 2020-02-10 (MOT) (reprint)
2020-02-12|derived|88|87.9-88.1|83.3万 on 2020-02-13 at -5.3% vs the day before [中新网 2020-02-14 (MOT)]
2020-02-13|actual|83.3||中新网 2020-02-14 (MOT), cneb.gov.cn/2020/02/14/ARTI1581668173812780.shtml
2020-02-14|derived|83.5|83.4-83.6|87.5万 on 2020-02-15 at +4.8% vs the day before [MOT 2020-02-16]
2020-02-15|actual|87.5||MOT 2020-02-16 (reprint)
2021-01-28|actual|308||央视/专班 2021-01-29 (reprint)
2021-01-28|forecast|400||经济日报 2021-01-28, www.ce.cn/xwzx/gnsz/gdxw/202101/28/t20210128_36269819.shtml
2021-02-10|derived|436.7|436.2-437.2|239.3万 on 2021-02-11 at -45.2% vs the day before [读特/专班 2021-02-12]
2021-02-11|actual|239.3||读特/专班 2021-02-12, www.dutenews.com/n/article/1273153
2021-02-13|forecast|210||央视 2021-02-13, cneb.gov.cn/2021/02/13/ARTI1613211718113306.shtml
2021-02-15|derived|379.3|379.1-379.5|483.6万 on 2021-02-16 at +27.5% vs the day before [中新网 2021-02-17 (MOT)]
2021-02-16|actual|483.6||中新网 2021-02-17 (MOT) (reprint)
2021-02-19|derived|662.9|662.5-663.3|661.6万 on 2021-02-20 at -0.2% vs the day before [交通运输部 2021-02-21]
2021-02-20|actual|661.6||交通运输部 2021-02-21 (reprint)
2022-01-17|forecast|525||新华社 2022-01-17 (reprint)
2022-01-18|derived|480.5|480.3-480.7|613.6万 on 2023-01-08 at +27.7% vs 2022 [专班 2023-01-09]
2022-01-19|derived|484|483.8-484.2|660.7万 on 2023-01-09 at +36.5% vs 2022 [中新网/MOT 2023-01-10]
2022-01-21|derived|570.2|569.9-570.4|668.8万 on 2023-01-11 at +17.3% vs 2022 [MOT 2023-01-12]
2022-01-22|derived|594.6|594.3-594.9|680.2万 on 2023-01-12 at +14.4% vs 2022 [央视/专班 2023-01-13]
2022-02-01|derived|149.3|149.2-149.3|277.2万 on 2023-01-22 at +85.7% vs 2022 [中新财经/MOT 2023-01-23]
2022-02-03|derived|376.4|376.2-376.5|696.3万 on 2023-01-24 at +85% vs 2022 [央视/专班 2023-01-25]
2022-02-07|forecast|890||经济参考报 2022-02-08 (reprint)
2022-02-08|derived|843.2|842.8-843.5|1167.8万 on 2023-01-29 at +38.5% vs 2022 [每经/MOT 2023-01-30]
2022-02-10|derived|761.8|761.5-762.1|1091.7万 on 2023-01-31 at +43.3% vs 2022 [央广网/MOT 2023-02-01]
2022-02-18|derived|808.1|807.7-808.5|949.5万 on 2023-02-08 at +17.5% vs 2022 [MOT 2023-02-09]
`;
