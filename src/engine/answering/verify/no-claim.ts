const nothingFound =
  /\b(?:could not|couldn't|cannot|can't|did not|didn't|unable to) (?:find|locate|determine|answer)|\b(?:no|not enough|insufficient) (?:relevant )?information\b|\b(?:passages?|documents?|context|sources?|texts?) (?:provided |given )?(?:do(?:es)? not|don't|doesn't|did not) (?:say|mention|contain|state|give|provide|specify|include|answer)|\b(?:is|are) not (?:mentioned|stated|specified|given) in the (?:passages?|documents?|context|sources?|texts?)/i;
const nothingFoundElsewhere =
  /(?:文档|文件|资料|段落|上下文)(?:中)?(?:没有|未|并未|不)(?:提到|提及|说明|包含|找到)|(?:没有|未能?|无法)(?:在.{0,8})?找到|(?:資料|文書)には.{0,12}(?:ありません|記載されていません)|見つかりません|(?:Dokumente?n?|Textstellen?|Quellen?) (?:enthalten|nennen|sagen) (?:dazu )?(?:nicht|keine)|konnte .{0,30}nicht finden|(?:documents|passages) ne (?:disent|mentionnent|contiennent)/iu;
const leadIn =
  /^(?:sure|certainly|of course|here (?:is|are)|based on the (?:passages?|documents?|context|sources?)[^,]{0,30}[.:]|according to the (?:passages?|documents?|sources?)\s*[:.]|in summary|i hope|let me know|note that this|以下是|根据(?:以上|所给)?(?:文档|资料|内容)\s*[:：]|当然)[^.。]{0,60}[:.!：。！]?$/iu;

/** True for a heading, a question, a list's lead-in and for words that say that nothing was found. */
export function isNoClaim(plain: string): boolean {
  const text = plain.trim();
  if (!/[\p{L}\p{N}]/u.test(text)) return true;
  if (/^#{1,6}\s/.test(text) || /[?？][”"'）)」]*$/.test(text)) return true;
  if (/[:：]$/.test(text) && !/\d/.test(text)) return true;
  return nothingFound.test(text) || nothingFoundElsewhere.test(text) || (leadIn.test(text) && !/\d/.test(text));
}
