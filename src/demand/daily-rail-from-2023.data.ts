/** Passengers of the national railway by day from 2023 on; lines and kinds as in daily-rail-to-2022.data.ts. */
export const DAILY_RAIL_FROM_2023 = `
2023-01-07|derived|621.5|621.3-621.7|1106.3万 on 2024-01-26 at +78% vs 2023 [央视/专班 2024-01-27]
2023-01-07|forecast|630||XWLB
2023-01-08|actual|613.6||专班 2023-01-09 (reprint)
2023-01-09|actual|660.7||中新网/MOT 2023-01-10 (reprint)
2023-01-09|forecast|660||XWLB
2023-01-10|derived|653.1|652.8-653.5|668.8万 on 2023-01-11 at +2.4% vs the day before [MOT 2023-01-12]
2023-01-11|actual|668.8||MOT 2023-01-12 (reprint)
2023-01-12|actual|680.2||央视/专班 2023-01-13 (reprint)
2023-01-12|forecast|685||XWLB
2023-01-13|forecast|740||XWLB
2023-01-15|forecast|815||XWLB
2023-01-16|derived|830|829.7-830.3|1226.7万 on 2024-02-04 at +47.8% vs 2023 [中新网/MOT 2024-02-05]
2023-01-16|forecast|830||XWLB
2023-01-17|actual|841||澎湃 2023-01-18 (国铁集团) (reprint)
2023-01-17|forecast|840||XWLB
2023-01-18|derived|889.9|889.5-890.2|1289.4万 on 2024-02-06 at +44.9% vs 2023 [中新网/MOT 2024-02-07]
2023-01-18|forecast|900||XWLB
2023-01-21|actual|415.2||国铁集团 2023-01-22 (reprint)
2023-01-21|forecast|470||XWLB
2023-01-22|actual|277.2||中新财经/MOT 2023-01-23 (reprint)
2023-01-22|forecast|260||XWLB
2023-01-23|derived|522.3|522.2-522.3|XWLB 20230124: forecast 670万, "比昨天增加147.7万"
2023-01-23|forecast|475||XWLB
2023-01-24|actual|696.3||央视/专班 2023-01-25 (reprint)
2023-01-24|forecast|670||XWLB
2023-01-25|forecast|835||XWLB
2023-01-26|derived|1028.5|1028.1-1028.9|1424.5万 on 2024-02-14 at +38.5% vs 2023 [人民日报 2024-02-15 (MOT)]
2023-01-26|forecast|1025||XWLB
2023-01-27|forecast|1210||XWLB
2023-01-28|derived|1222.1|1221.5-1222.6|1528.8万 on 2024-02-16 at +25.1% vs 2023 [央视 2024-02-17 (MOT)]
2023-01-28|forecast|1200||XWLB
2023-01-29|actual|1167.8||每经/MOT 2023-01-30, m.nbd.com.cn/articles/2023-01-30/2646541.html
2023-01-29|forecast|1150||XWLB
2023-01-30|derived|1130.1|1129.5-1130.8|1091.7万 on 2023-01-31 at -3.4% vs the day before [央广网/MOT 2023-02-01]
2023-01-30|forecast|1120||XWLB
2023-01-31|actual|1091.7||央广网/MOT 2023-02-01 (reprint)
2023-02-01|forecast|1015||XWLB
2023-02-04|actual|972.1||澎湃 2023-02-05 (国铁集团) (reprint)
2023-02-05|forecast|850||澎湃 2023-02-05 (国铁集团) (reprint)
2023-02-07|derived|985|984.4-985.5|949.5万 on 2023-02-08 at -3.6% vs the day before [MOT 2023-02-09]
2023-02-08|actual|949.5||MOT 2023-02-09 (reprint)
2023-02-12|derived|1086.8|1086.3-1087.4|1246.6万 on 2024-03-02 at +14.7% vs 2023 [中新网/MOT 2024-03-03]
2024-01-26|actual|1106.3||央视/专班 2024-01-27 (reprint)
2024-01-26|forecast|1060||XWLB
2024-01-27|derived|1213.6|1212.9-1214.3|1114.1万 on 2025-01-15 at -8.2% vs 2024 [中新网/MOT 2025-01-16]
2024-01-27|forecast|1220||XWLB
2024-01-28|forecast|1185||XWLB
2024-01-29|forecast|1200||XWLB
2024-01-30|forecast|1080||XWLB
2024-01-31|forecast|1100||XWLB
2024-02-03|derived|1281.8|1281.1-1282.5|1226.7万 on 2024-02-04 at -4.3% vs the day before [中新网/MOT 2024-02-05]
2024-02-04|actual|1226.7||中新网/MOT 2024-02-05 (reprint)
2024-02-04|forecast|1280||XWLB
2024-02-05|derived|1219.9|1219.2-1220.5|1289.4万 on 2024-02-06 at +5.7% vs the day before [中新网/MOT 2024-02-07]
2024-02-05|forecast|1240||XWLB
2024-02-06|actual|1289.4||中新网/MOT 2024-02-07 (reprint)
2024-02-06|forecast|1290||XWLB
2024-02-07|forecast|1310||XWLB
2024-02-08|forecast|1300||XWLB
2024-02-09|actual|825.7||新华社 2024-02-10, chinacourt.org/article/detail/2024/02/id/7802970.shtml
2024-02-09|forecast|830||XWLB
2024-02-10|actual|556.5||中新网/MOT 2024-02-11 (reprint)
2024-02-10|forecast|550||XWLB
2024-02-11|forecast|920||XWLB
2024-02-12|forecast|1115||XWLB
2024-02-13|actual|1292.7||国铁集团 2024-02-14 via 香港商报, hkcd.com/hkcdweb/content/2024/02/14/content_8623131.html
2024-02-13|forecast|1285||XWLB
2024-02-14|actual|1424.5||人民日报 2024-02-15 (MOT) (reprint)
2024-02-14|forecast|1420||XWLB
2024-02-15|derived|1515.2|1514.4-1516|1528.8万 on 2024-02-16 at +0.9% vs the day before [央视 2024-02-17 (MOT)]
2024-02-15|forecast|1520||XWLB
2024-02-16|actual|1528.8||央视 2024-02-17 (MOT) (reprint)
2024-02-16|forecast|1530||XWLB
2024-02-17|actual|1606.7||新华社 2024-02-18 (reprint)
2024-02-17|forecast|1620||XWLB
2024-02-18|derived|1560.8|1560-1561.7|1514万 on 2025-02-06 at -3% vs 2024 [央视/专班 2025-02-07]
2024-02-18|forecast|1510||XWLB
2024-02-19|actual|1404||Xinhua 2024-02-20 (reprint)
2024-02-20|forecast|1330||Xinhua 2024-02-20 (reprint)
2024-02-25|forecast|1580||XWLB
2024-02-26|derived|1422.2|1421.3-1423.2|1163.4万 on 2024-02-27 at -18.2% vs the day before [中新网/MOT 2024-02-28]
2024-02-27|actual|1163.4||中新网/MOT 2024-02-28 (reprint)
2024-03-01|derived|1133.3|1132.7-1133.8|1246.6万 on 2024-03-02 at +10% vs the day before [中新网/MOT 2024-03-03]
2024-03-02|actual|1246.6||中新网/MOT 2024-03-03 (reprint)
2024-03-03|derived|1155.3|1154.6-1156|1028.2万 on 2025-02-20 at -11% vs 2024 [MOT 2025-02-21]
2024-03-05|derived|774.7|774.4-774.9|1388.2万 on 2025-02-22 at +79.2% vs 2024 [央视/专班 2025-02-23]
2025-01-14|derived|1039.3|1038.7-1039.8|1114.1万 on 2025-01-15 at +7.2% vs the day before [中新网/MOT 2025-01-16]
2025-01-14|forecast|1030||XWLB
2025-01-15|actual|1114.1||中新网/MOT 2025-01-16 (reprint)
2025-01-16|forecast|1160||XWLB
2025-01-18|forecast|1355||XWLB
2025-01-20|forecast|1345||XWLB
2025-01-22|forecast|1340||XWLB
2025-01-24|forecast|1420||XWLB
2025-01-25|actual|1519.7||国铁集团 2025-01-26 (reprint)
2025-01-26|forecast|1455||XWLB
2025-01-27|forecast|1340||XWLB
2025-01-28|forecast|780||XWLB
2025-01-29|derived|551.4|551.1-551.7|604.9万 on 2026-02-17 at +9.7% vs 2025 [MOT 2026-02-18]
2025-01-29|forecast|550||XWLB
2025-01-30|forecast|950||XWLB
2025-01-31|forecast|1180||XWLB
2025-02-01|derived|1337.9|1337.2-1338.5|1537.2万 on 2026-02-20 at +14.9% vs 2025 [新华社 2026-02-22 (MOT)]
2025-02-01|forecast|1330||XWLB
2025-02-02|forecast|1450||XWLB
2025-02-03|actual|1645.4||人民日报 2025-02-16 (国铁集团), ha.people.com.cn/n2/2025/0216/c351638-41137236.html
2025-02-03|forecast|1640||XWLB
2025-02-04|actual|1704||人民日报 2025-02-16 (国铁集团), ha.people.com.cn/n2/2025/0216/c351638-41137236.html
2025-02-04|forecast|1690||XWLB
2025-02-05|derived|1663.7|1662.8-1664.7|1514万 on 2025-02-06 at -9% vs the day before [央视/专班 2025-02-07]
2025-02-05|forecast|1630||XWLB
2025-02-06|actual|1514||央视/专班 2025-02-07 (reprint)
2025-02-07|forecast|1410||XWLB
2025-02-12|derived|1011.7|1011.2-1012.2|1037万 on 2026-03-03 at +2.5% vs 2025 [MOT via 中新网 2026-03-04]
2025-02-12|forecast|1030||XWLB
2025-02-14|actual|1359.6||人民日报 2025-02-16 (国铁集团), ha.people.com.cn/n2/2025/0216/c351638-41137236.html
2025-02-15|forecast|1550||XWLB
2025-02-19|derived|1016|1015.5-1016.6|1028.2万 on 2025-02-20 at +1.2% vs the day before [MOT 2025-02-21]
2025-02-20|actual|1028.2||MOT 2025-02-21 (reprint)
2025-02-21|derived|1185.5|1184.9-1186|1388.2万 on 2025-02-22 at +17.1% vs the day before [央视/专班 2025-02-23]
2025-02-21|forecast|1170||央视/专班 2025-02-21 (reprint)
2025-02-22|actual|1388.2||央视/专班 2025-02-23 (reprint)
2026-02-02|actual|1224||国铁集团 via ECNS 2026-02-04 ("nearly 12.24 million"), www.ecns.cn/news/society/2026-02-04/detail-iheznyiy1138591.shtml
2026-02-02|forecast|1200||央视网 2026-02-03 (reprint)
2026-02-03|actual|1094.6||MOT 2026-02-04 (reprint)
2026-02-03|forecast|1115||XWLB
2026-02-04|forecast|1120||MOT 2026-02-04 (reprint)
2026-02-06|forecast|1290||XWLB
2026-02-07|forecast|1380||XWLB
2026-02-08|forecast|1325||XWLB
2026-02-09|forecast|1425||XWLB
2026-02-10|forecast|1395||XWLB
2026-02-11|forecast|1385||XWLB
2026-02-12|forecast|1505||XWLB
2026-02-13|forecast|1510||XWLB
2026-02-14|forecast|1535||XWLB
2026-02-15|forecast|1395||XWLB
2026-02-16|derived|692.9|692.4-693.4|604.9万 on 2026-02-17 at -12.7% vs the day before [MOT 2026-02-18]
2026-02-16|forecast|710||XWLB
2026-02-17|actual|604.9||MOT 2026-02-18 (reprint)
2026-02-17|forecast|610||XWLB
2026-02-18|forecast|1080||XWLB
2026-02-19|actual|1353.9||新浪财经/MOT 2026-02-20 (reprint)
2026-02-19|forecast|1340||XWLB
2026-02-20|actual|1537.2||新华社 2026-02-22 (MOT) (reprint)
2026-02-20|forecast|1500||XWLB
2026-02-21|actual|1718.7||新华社 2026-02-22 (国铁集团) (reprint)
2026-02-21|forecast|1680||XWLB
2026-02-22|actual|1827.7||北京商报 2026-02-23 (专班) (reprint)
2026-02-22|forecast|1795||XWLB
2026-02-23|actual|1873.3||国铁集团 via 经济通 2026-02-24, www.etnet.com.hk/www/tc/stocks/ah_news_detail.php?newsid=ETN360224845
2026-02-23|forecast|1850||XWLB
2026-02-24|actual|1810.1||国铁集团 via 中评社 2026-02-25, hk.crntt.com/doc/1071/7/0/9/107170972.html
2026-02-25|forecast|1665||XWLB
2026-02-28|forecast|1635||经济观察网/央视 2026-02-28, www.eeo.com.cn/2026/0228/803142.shtml
2026-03-02|derived|1321|1320.1-1321.9|1037万 on 2026-03-03 at -21.5% vs the day before [MOT via 中新网 2026-03-04]
2026-03-03|actual|1037||MOT via 中新网 2026-03-04 (reprint)
2026-03-03|forecast|1070||XWLB
`;
