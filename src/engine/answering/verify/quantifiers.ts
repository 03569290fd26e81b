import type { Token } from './tokens.ts';

const listed = (words: string): Set<string> => new Set(words.split(/\s+/).filter(Boolean));
const universal = listed(
  `all every each always only sole solely exclusively everyone everybody everything entire entirely completely invariably must any whole none never alle jede jeder jedes immer stets
  sämtliche tous toutes chaque toujours`,
);
const partial = listed(
  `some many most several few may might could often usually sometimes generally typically mostly partly possibly probably likely frequently occasionally
  majority almost nearly certain numerous half rarely suggest suggests suggested appears seems einige viele meisten oft manchmal kann könnte meist
  certains quelques plupart souvent parfois peut`,
);
const certainty = listed('may might could possibly probably likely suggest suggests suggested appears seems perhaps könnte');
const hanUniversal =
  /所有|全部|一切|每(?![年月天日周週次小时時])|总是|總是|必定|必然|完全|任何|始终|始終|永远|一律|全都|无一例外|都(?![市会城督江])|すべて|全て|必ず|常に/gu;
const hanPartial =
  /一些|部分|部份|许多|許多|多数|多數|大多|大部分|有些|有的|可能|通常|经常|經常|往往|有时|有時|一般|几乎|幾乎|或许|或許|若干|主要|较多|不少|多半|一部|多く|しばしば|ことがある/gu;
const hanCertainty = /可能|或许|或許|也许|也許|大概/gu;

/** How far a text goes: for all, for some, or only perhaps. */
export interface Reach {
  universal: string[];
  partial: string[];
  uncertain: string[];
}

/** Words of a text that say how much it holds for. */
export function reachOf(tokens: readonly Token[], plain: string): Reach {
  const words = tokens.filter((token) => !token.isCjk);
  const lower = (token: Token | undefined): string => token?.text.toLowerCase() ?? '';
  // "all three" counts, "at all" and "not every" do not claim more than what was read.
  const isMeant = (token: Token): boolean => {
    const index = words.indexOf(token);
    const [before, after] = [lower(words[index - 1]), lower(words[index + 1])];
    return (
      !['at', 'not', 'above', 'after'].includes(before) &&
      !/^(?:\d+|two|three|four|five|six|seven|over|time|other|hour|day|night|week|month|quarter|year)$/.test(after)
    );
  };
  return {
    universal: [
      ...words.filter((token) => universal.has(lower(token)) && isMeant(token)).map((token) => lower(token)),
      ...(plain.match(hanUniversal) ?? []),
    ],
    partial: [
      ...words.filter((token) => partial.has(lower(token)) && token.text !== 'May').map((token) => lower(token)),
      ...(plain.match(hanPartial) ?? []),
    ],
    uncertain: [
      ...words.filter((token) => certainty.has(lower(token)) && token.text !== 'May').map((token) => lower(token)),
      ...(plain.match(hanCertainty) ?? []),
    ],
  };
}
