const surnames = new Set(
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范石廖贾韦方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔向汤张劉陳楊黃趙吳孫馬鄭謝許韓馮鄧蘇呂盧鍾譚陸',
);
const twoSurname = /^(?:欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|慕容|夏侯|东方|公孙|皇甫|尉迟|令狐|宇文|长孙|端木)/u;
const sounds = new Set(
  '阿埃艾安奥巴贝比布查达德迪蒂多尔法菲费弗冈戈格哈赫霍吉加杰卡凯科克肯库拉莱兰劳勒雷里利隆卢鲁伦罗洛玛迈曼梅门米密莫姆穆纳内尼努诺帕佩皮普奇乔萨塞森莎斯索塔泰汤特图托瓦威韦维温沃乌希谢雅亚耶伊尤约泽詹兹爱奧爾倫羅瑪諾薩維納',
);
const places = new Set(
  `中国 中國 美国 美國 英国 英國 法国 德国 日本 韩国 朝鲜 俄罗斯 苏联 印度 加拿大 澳大利亚 新西兰 巴西 阿根廷 墨西哥 西班牙 葡萄牙 意大利 希腊 荷兰 比利时
  瑞士 瑞典 挪威 丹麦 芬兰 波兰 奥地利 匈牙利 捷克 土耳其 埃及 南非 以色列 伊朗 伊拉克 泰国 越南 新加坡 马来西亚 印尼 菲律宾 欧洲 亚洲 非洲 美洲 北美 南美
  北京 上海 天津 重庆 广州 深圳 香港 澳门 台湾 臺灣 台北 高雄 南京 杭州 苏州 武汉 成都 西安 沈阳 大连 青岛 济南 郑州 长沙 福州 厦门 昆明 贵阳 南宁 兰州 太原
  合肥 南昌 哈尔滨 长春 石家庄 海口 拉萨 乌鲁木齐 呼和浩特 银川 西宁 宁波 无锡 温州 洛阳 开封 河北 山西 辽宁 吉林 黑龙江 江苏 浙江 安徽 福建 江西 山东 河南
  湖北 湖南 广东 广西 海南 四川 贵州 云南 陕西 甘肃 青海 西藏 新疆 宁夏 内蒙古 东京 東京 大阪 京都 名古屋 横滨 福冈 首尔 伦敦 巴黎 柏林 纽约 华盛顿 洛杉矶
  莫斯科 罗马 马德里 悉尼 多伦多 曼谷 长江 黄河 太平洋 大西洋 清朝 明朝 唐朝 宋朝 元朝 汉朝`.split(/\s+/),
);
const placeEnd = /[省市县縣区區镇鎮乡村州国國岛島山河湖江海寺庙宫殿城府郡旗港]$/u;
const bodyEnd =
  /(?:大学|大學|学院|公司|集团|集團|银行|医院|车站|机场|中学|小学|出版社|电视台|委员会|研究所|博物馆|王朝|帝国|战争|球队|俱乐部|联盟|协会|先生|小姐|教授)$/u;
/** Characters around a place that its words are cut from. */
const reach = 10;
const longestName = 6;
let segmenter: Intl.Segmenter | undefined;

/** Characters that hold a sentence together: no name has them. */
const joining = /[的了是在与與和或及之其也就都被把将從从对對于於以为為着過过有不无無没沒由至到等此该該这這那会會可能要第而曾给同]/u;

let allPlaces: ReadonlySet<string> | undefined;
const longestPlace = 8;

/** With the countries of the world as Chinese and Japanese call them. */
function placeNames(): ReadonlySet<string> {
  if (allPlaces !== undefined) return allPlaces;
  const made = new Set(places);
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
  for (const language of ['zh', 'zh-Hant', 'ja']) {
    const names = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' });
    for (const first of letters) for (const second of letters) made.add(names.of(first + second) ?? '');
  }
  made.delete('');
  return (allPlaces = made);
}

/** How many characters of a run stand alone where the dictionary cuts words: names are seldom in it. */
function loneCharacters(run: string): number {
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  return [...segmenter.segment(run)].filter(({ segment }) => segment.length === 1).length;
}

/** True where a run of Han characters looks like the name of a person, a place or an institution. */
export function isHanName(run: string): boolean {
  const all = placeNames();
  if (all.has(run)) return true;
  if (/^\p{Script=Han}{1,6}(?:[·・]\p{Script=Han}{1,6})+$/u.test(run)) return !joining.test(run);
  if (!/^\p{Script=Han}{2,12}$/u.test(run) || joining.test(run)) return false;
  if (run.length <= longestPlace && [2, 3, 4].some((length) => length < run.length && all.has(run.slice(0, length)))) return true;
  if (run.length <= longestPlace && /^.{2,3}[省州市县縣].+[市县縣区區镇鎮村]$/u.test(run)) return true;
  const characters = Array.from(run);
  if (characters.length >= 3 && characters.filter((each) => sounds.has(each)).length >= characters.length - (characters.length > 4 ? 1 : 0))
    return true;
  if (bodyEnd.test(run)) return true;
  if (characters.length <= 4 && placeEnd.test(run) && characters.length >= 2) return loneCharacters(run) > 0 || characters.length === 2;
  return characters.length <= 4 && surnames.has(characters[0] ?? '') && loneCharacters(run) >= characters.length - 1;
}

/** True for two Han characters or more without one that holds a sentence together. */
export function isHanRun(run: string): boolean {
  return /^\p{Script=Han}{2,12}$/u.test(run) && !joining.test(run);
}

/** As {@link isHanName}, and for what no dictionary has; only to be asked of words that stand in the place of others. */
export function seemsHanName(run: string): boolean {
  if (isHanName(run)) return true;
  if (!isHanRun(run) || run.length > 8) return false;
  const lone = loneCharacters(run);
  return lone >= 2 || (lone === 1 && run.length > 2 && run.length < 5 && (surnames.has(run[0] ?? '') || twoSurname.test(run)));
}

/** The name of Han characters that a place of a text lies in, or null. Names begin and end where words do. */
export function hanNameAround(text: string, start: number, end: number): string | null {
  const from = Math.max(0, start - reach);
  const near = text.slice(from, end + reach);
  segmenter ??= new Intl.Segmenter('zh', { granularity: 'word' });
  const words = [...segmenter.segment(near)].map(({ segment, index }) => ({ start: from + index, end: from + index + segment.length }));
  let shortest: string | null = null;
  for (const [first, { start: nameStart }] of words.entries()) {
    if (nameStart > start) break;
    for (const { end: nameEnd } of words.slice(first, first + longestName)) {
      const run = text.slice(nameStart, nameEnd);
      if (nameEnd >= end && (shortest === null || run.length < shortest.length) && isHanName(run)) shortest = run;
    }
  }
  return shortest;
}
