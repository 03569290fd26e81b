import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchablePhrase, searchableText, searchableWords } from '../../../../src/engine/store/searchable-text.ts';

const cut = (text: string) => text.split(/\s+/u).filter(Boolean);
const words = (text: string) => cut(searchableText(text));

describe('searchableText', () => {
  it.each([
    ['契約期間', ['契約', '約期', '期間', '間']],
    ['ひらがな', ['ひら', 'らが', 'がな', 'な']],
    ['データベース', ['デー', 'ータ', 'タベ', 'ベー', 'ース', 'ス']],
    ['계약서', ['계약', '약서', '서']],
    ['สัญญา', ['สั', 'ัญ', 'ญญ', 'ญา']],
    ['ສັນຍາ', ['ສັ', 'ັນ', 'ນຍ', 'ຍາ']],
    ['កិច្ច', ['កិ', 'ិច', 'ច្', '្ច']],
    ['စာချ', ['စာ', 'ာခ', 'ချ']],
    ['時々', ['時々', '々']],
  ])('cuts %s into overlapping pairs, the last character alone where it is a syllable', (text, pairs) => {
    expect(words(text)).toEqual(pairs);
  });

  it('leaves the syllables of Tibetan to their own marks', () => {
    expect(words('སྐད་ཡིག')).toEqual(['སྐད་ཡིག']);
  });

  it('keeps a lone character and words of other scripts whole', () => {
    expect(words('Die GPU加速 kostet 5円')).toEqual(['Die', 'GPU', '加速', '速', 'kostet', '5', '円']);
  });

  it('does not pair characters over a space or punctuation', () => {
    expect(words('契約。期間')).toEqual(['契約', '約', '。', '期間', '間']);
  });

  it('does not cut a character outside the basic plane in two', () => {
    expect(words('𠮷野家')).toEqual(['𠮷野', '野家', '家']);
  });

  it('takes full-width and half-width forms as the same text', () => {
    expect(words('ＡＢＣ　ﾃﾞｰﾀ')).toEqual(words('ABC データ'));
  });

  it.each([
    ['exam\u00adple', 'example'],
    ['exam\u00ad\nple', 'example'],
    ['ex\u200bam\u200dple', 'example'],
    ['\u202bשלום\u202c', 'שלום'],
    ['Auf\u200clage', 'Auflage'],
    ['ﬁnance ofﬁce', 'finance office'],
    ['عـــقد', 'عقد'],
    ['a\u0000b', 'a b'],
    ['m²', 'm2'],
  ])('takes %j as the word a reader sees', (text, seen) => {
    expect(words(text)).toEqual(words(seen));
  });

  it('leaves what a Persian word is written with between its parts', () => {
    expect(searchableText('می\u200cخواهم')).toBe('می\u200cخواهم');
  });

  it('finds every word of two or more characters of a run again, wherever it stands', () => {
    const han = fc.string({ unit: fc.constantFrom(...Array.from('契約期間終了解除通知')), minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(han, han, han, (before, word, after) => {
        const all = words(before + word + after).join(' ');
        expect(all).toContain(cut(searchablePhrase(word)).join(' '));
        expect(all).toContain(cut(searchableWords(word)).join(' '));
      }),
    );
  });

  it.each([
    ['getUserName', 'getUserName get User Name'],
    ['parseHTTPServer', 'parseHTTPServer parse HTTP Server'],
    ['get_user_name', 'get_user_name'],
    ['PDFs, iPhone, GmbH, PhD, USB', 'PDFs, iPhone, GmbH, PhD, USB'],
    ['1,250.00 and 1.250,00', '1,250 1250.00 and 1.250 1250,00'],
    ['12.345-6', '12.345 12345-6'],
    ['192.168.100.2', '192.168.100.2'],
    ['4.2.100', '4.2.100'],
    ['v1.2.3', 'v1 1.2.3'],
    ['DE89 3704 0044 0532 0130 00', 'DE89 3704 0044 0532 0130 00 DE89370400440532013000'],
    ['+49 30 1234567', '+49 30 1234567 49301234567'],
    ['Straße Łódź smørrebrød', 'Strasse Lódź smorrebrod'],
  ])('gives %j the other ways in which it may be asked for', (text, seen) => {
    expect(words(text)).toEqual(cut(seen));
  });

  it('keeps what is part of a name apart from the name without it', () => {
    expect(words('C++ C# .NET §5')).toEqual(['C', 'C\ue02b\ue02b', 'C', 'C\ue023', '\ue02eNET', 'NET', '\ue0a7', '5']);
    expect(words('C, Item# and example.net')).toEqual(['C,', 'Item#', 'and', 'example.net']);
  });

  it('takes no time over long runs', () => {
    for (const unit of ['a', 'aB', 'A', '1', '1,', '12 ', '猫', '§', '+', 'DE12 ', '(0', '.net'])
      expect(searchableText(unit.repeat(200_000)).length).toBeGreaterThan(0);
  });

  it('never changes text of spaced scripts beyond compatibility forms', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('abc äöü ЖДИ αβγ 12.;-')) }), (text) => {
        expect(searchableText(text)).toBe(text.normalize('NFKC'));
      }),
    );
  });
});
