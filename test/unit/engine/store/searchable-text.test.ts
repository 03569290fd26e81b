import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchableText } from '../../../../src/engine/store/searchable-text.ts';

const words = (text: string) => searchableText(text).split(/\s+/u).filter(Boolean);

describe('searchableText', () => {
  it.each([
    ['契約期間', ['契約', '約期', '期間']],
    ['ひらがな', ['ひら', 'らが', 'がな']],
    ['データベース', ['デー', 'ータ', 'タベ', 'ベー', 'ース']],
    ['계약서', ['계약', '약서']],
    ['สัญญา', ['สั', 'ัญ', 'ญญ', 'ญา']],
    ['時々', ['時々']],
  ])('cuts %s into overlapping pairs', (text, pairs) => {
    expect(words(text)).toEqual(pairs);
  });

  it('keeps a lone character and words of other scripts whole', () => {
    expect(words('Die GPU加速 kostet 5円')).toEqual(['Die', 'GPU', '加速', 'kostet', '5', '円']);
  });

  it('does not pair characters over a space or punctuation', () => {
    expect(words('契約。期間')).toEqual(['契約', '。', '期間']);
  });

  it('does not cut a character outside the basic plane in two', () => {
    expect(words('𠮷野家')).toEqual(['𠮷野', '野家']);
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
        expect(all).toContain(words(word).join(' '));
      }),
    );
  });

  it('never changes text of spaced scripts beyond compatibility forms', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...Array.from('abc äöü ЖДИ αβγ 123.,-')) }), (text) => {
        expect(searchableText(text)).toBe(text.normalize('NFKC'));
      }),
    );
  });
});
