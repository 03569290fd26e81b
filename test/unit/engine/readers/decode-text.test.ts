import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { decodeText } from '../../../../src/engine/ingestion/readers/decode-text.ts';

const samples: Record<string, { text: string; encodings: string[] }> = {
  Japanese: {
    text: 'これは日本語の文書です。東京都千代田区に住んでいます。資料の検索と引用について説明します。',
    encodings: ['utf-8', 'shift_jis', 'euc-jp'],
  },
  Chinese: { text: '这是一个中文文件。北京市海淀区中关村大街。文档检索和引用说明。', encodings: ['utf-8', 'gb18030'] },
  Taiwanese: { text: '這是一份中文文件，臺北市信義區。文件檢索與引用說明。', encodings: ['big5'] },
  Korean: { text: '이것은 한국어 문서입니다. 서울특별시 강남구에 살고 있습니다. 검색과 인용.', encodings: ['euc-kr'] },
  Russian: { text: 'Это русский документ. Поиск и цитирование по страницам в городе Москва.', encodings: ['windows-1251', 'koi8-r'] },
  German: { text: 'Größe und Höhe müssen geprüft werden. Überprüfung der Straße für das Gerät.', encodings: ['utf-8', 'windows-1252'] },
  French: { text: 'Le café est fermé à cause de la météo très mauvaise; élève français naïf.', encodings: ['windows-1252'] },
  Greek: { text: 'Αυτό είναι ένα ελληνικό έγγραφο για αναζήτηση', encodings: ['windows-1253'] },
  Arabic: { text: 'هذه وثيقة باللغة العربية للبحث والاستشهاد بالصفحات', encodings: ['windows-1256'] },
};

for (const [language, { text, encodings }] of Object.entries(samples)) {
  for (const encoding of encodings) {
    test(`${language} text in ${encoding} is read as it was written`, () => {
      expect(decodeText(iconv.encode(text.repeat(3), encoding))).toMatchObject({ text: text.repeat(3), damaged: false });
    });
  }
}

test.each(['utf-32le', 'utf-32be'])('%s is recognised without its mark', (encoding) => {
  expect(decodeText(iconv.encode('Größe, 大きさ\n', encoding))).toMatchObject({ text: 'Größe, 大きさ\n' });
});

test.each(['utf-16le', 'utf-16be'])('ideographs in %s are recognised without a mark and without a space', (encoding) => {
  for (const text of ['这是一个中文文件。北京市海淀区中关村大街。', 'これは日本語の文書です。東京都千代田区に住んでいます。']) {
    expect(decodeText(iconv.encode(text, encoding))).toMatchObject({ text });
  }
});

test.each([
  ['macroman', 'Größe und Höhe müssen geprüft werden. Überprüfung der Straße.\r'],
  ['macroman', 'Le café est fermé à cause de la météo très mauvaise; élève naïf.\r'],
  ['cp866', 'Это русский документ. Поиск и цитирование по страницам в городе.'],
  ['windows-874', 'เอกสารนี้เป็นภาษาไทยสำหรับการค้นหาและการอ้างอิง'],
  ['windows-1254', 'Müşteri sözleşmeyi imzaladığı tarihten itibaren değişiklik yapılamaz.'],
  ['windows-1257', 'Šis ir dokuments latviešu valodā, lai pārbaudītu meklēšanu un citēšanu.'],
])('text in %s, which old programs wrote, is read as it was written', (encoding, text) => {
  expect(decodeText(iconv.encode(text.repeat(3), encoding))).toMatchObject({ text: text.repeat(3) });
});

test('a few Japanese words in Shift_JIS are enough', () => {
  const text = '名前,年齢,住所\n佐藤太郎,30,東京\n';
  expect(decodeText(iconv.encode(text, 'shift_jis'))).toMatchObject({ text });
});

test('a few German words in Windows-1252 are enough', () => {
  for (const text of ['Größe: 5 m', 'Müller\nKöln', 'Straße'])
    expect(decodeText(iconv.encode(text, 'windows-1252'))).toMatchObject({ text });
});

test('ISO-2022-JP, which looks like ASCII, is decoded', () => {
  const bytes = Buffer.concat([
    Buffer.from('Subject: \u001b$B'),
    Buffer.from([0x46, 0x7c, 0x4b, 0x5c, 0x38, 0x6c]),
    Buffer.from('\u001b(B end'),
  ]);
  expect(decodeText(bytes)).toMatchObject({ text: 'Subject: 日本語 end' });
});

test('UTF-16 is recognised with and without its mark, in both orders', () => {
  const text = 'Größe, размер, 大きさ and some plain words\n'.repeat(4);
  for (const encoding of ['utf-16le', 'utf-16be']) {
    expect(decodeText(iconv.encode(text, encoding))).toMatchObject({ text });
    expect(decodeText(iconv.encode(text, encoding, { addBOM: true }))).toMatchObject({ text });
  }
});

test('one broken byte does not turn a UTF-8 file into mojibake', () => {
  const bytes = Buffer.concat([Buffer.from('Größe und Höhe\n'.repeat(50)), Buffer.from([0xc3, 0x28]), Buffer.from('Überprüfung')]);
  const decoded = decodeText(bytes);
  expect(decoded).toMatchObject({ damaged: true });
  expect(decoded.text).toContain('Größe und Höhe');
  expect(decoded.text).toContain('Überprüfung');
});

test('the encoding a page names is believed where the bytes allow it', () => {
  const text = '<meta charset="windows-1250"><p>Zażółć</p>';
  expect(decodeText(iconv.encode(text, 'windows-1250'), 'windows-1250')).toMatchObject({ text });
});

test('binary content never becomes text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 600, maxLength: 4000 }), (bytes) => {
      // Bytes at random hold control characters in plenty.
      expect(decodeText(bytes)).toEqual({ text: null });
    }),
    { numRuns: 200 },
  );
  expect(decodeText(Buffer.alloc(10_000))).toEqual({ text: null });
  // Also where they happen to begin like UTF-16.
  const noise = Uint8Array.from({ length: 2000 }, (_, at) => (at < 2 ? 0xfe + at : (at * at * 31 + at * 7) % 251));
  expect(decodeText(noise)).toEqual({ text: null });
});

test('any text survives UTF-8 unchanged', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 }), (raw) => {
      // oxlint-disable-next-line no-control-regex
      const text = raw.replace(/[\u0000-\u0008\u000e-\u001f\u007f\ufffd]/g, '');
      fc.pre(text !== '' && !text.startsWith('\ufeff'));
      expect(decodeText(Buffer.from(text))).toMatchObject({ text });
    }),
  );
});
