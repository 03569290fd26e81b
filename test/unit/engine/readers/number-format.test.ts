import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtinFormats } from '../../../../src/engine/ingestion/readers/sheets/number-format/builtin-formats.ts';
import { numberFormat } from '../../../../src/engine/ingestion/readers/sheets/number-format/format-value.ts';

const shown = (code: string, value: number, is1904 = false): string => numberFormat(code).number(value, is1904);

test.each([
  ['General', 0.1 + 0.2, '0.3'],
  ['General', 3.14159265358979, '3.141592654'],
  ['General', 0.00001, '1E-05'],
  ['General', 1.5e20, '1.5E+20'],
  ['General', 123456789012, '123456789012'],
  ['General', 12345678901.5, '12345678902'],
  ['General', -9999999999.999996, '-10000000000'],
  ['General" kg"', 5, '5 kg'],
  ['0.00', 1.005, '1.01'],
  ['0.00', -1.005, '-1.01'],
  ['#,##0', 1234567, '1,234,567'],
  ['#,###', 0, ''],
  ['00000', 42, '00042'],
  ['#.##', 0.25, '.25'],
  ['0%', 0.256, '26%'],
  ['0.0\\%', 12.5, '12.5%'],
  ['0.00E+00', 12345, '1.23E+04'],
  ['0E+0', 9.9, '1E+1'],
  ['##0.0E+0', 12345, '12.3E+3'],
  ['#,##0.00\\ [$€-407]', 1234.5, '1,234.50 €'],
  ['[$€-2] #,##0.00', 1234.5, '€ 1,234.50'],
  ['[$-409]#,##0 "EUR"', -1234, '-1,234 EUR'],
  ['"$"#,##0.00_);[Red]\\("$"#,##0.00\\)', -5, '($5.00)'],
  ['# ?/?', 1.5, '1 1/2'],
  ['# ?/8', 1.25, '1 2/8'],
  ['# ??/??', 0.333333, '1/3'],
  ['000-0000', 5551234, '555-1234'],
  ['(000) 000-0000', 8005551234, '(800) 555-1234'],
  ['0.0,,"M"', 12345678, '12.3M'],
  ['0,', 12345, '12'],
  ['[<100]"low";[>=100]"high "0', 50, 'low'],
  ['[<100]"low";[>=100]"high "0', 150, 'high 150'],
  ['0;(0);"none"', 0, 'none'],
  ['0;(0);"none"', -3, '(3)'],
  ['0;[Red]-0;@', -5, '-5'],
  [';;;', 5, ''],
  ['@', 5, '5'],
])('“%s” shows %d as “%s”', (code, value, expected) => {
  expect(shown(code, value)).toBe(expected);
});

test.each([
  ['yyyy-mm-dd', 43363, '2018-09-20'],
  ['d.m.yyyy', 43363, '20.9.2018'],
  ['dd/mm/yyyy;@', 43363, '20/09/2018'],
  ['m/d/yy h:mm', 43363.25, '9/20/18 6:00'],
  ['dddd, mmmm dd, yyyy', 43363, 'Thursday, September 20, 2018'],
  ['[$-407]d. mmmm yyyy', 43160, '1. März 2018'],
  ['[$-de-DE]mmmm', 43160, 'März'],
  ['[$-F800]dddd, mmmm dd, yyyy', 43363, '2018-09-20'],
  ['yyyy"年"m"月"d"日"', 43363, '2018年9月20日'],
  ['h:mm AM/PM', 0.75, '6:00 PM'],
  ['h:mm AM/PM', 0, '12:00 AM'],
  ['hh:mm:ss', 1 / 24, '01:00:00'],
  ['mm:ss.0', 0.5 / 86_400, '00:00.5'],
  ['[h]:mm', 1.5, '36:00'],
  ['[mm]:ss', 0.1, '144:00'],
  ['yyyy-mm-dd', -5, '-5'],
])('“%s” shows day %d as “%s”', (code, value, expected) => {
  expect(shown(code, value)).toBe(expected);
});

test('the calendar of 1900 has its 29 February, that of 1904 begins four years later', () => {
  expect([1, 59, 60, 61].map((day) => shown('yyyy-mm-dd', day))).toEqual(['1900-01-01', '1900-02-28', '1900-02-29', '1900-03-01']);
  expect([0, 41901].map((day) => shown('yyyy-mm-dd', day, true))).toEqual(['1904-01-01', '2018-09-20']);
});

test('built-in formats are known by number; dates as the system writes them come year first', () => {
  const of = (id: number, value: number): string => shown(builtinFormats[id] ?? '', value);
  expect([of(14, 43363), of(22, 43363.5), of(10, 0.07), of(44, -12.5), of(44, 0), of(46, 1.5)]).toEqual([
    '2018-09-20',
    '2018-09-20 12:00',
    '7.00%',
    '$ (12.50)',
    '$ -',
    '36:00:00',
  ]);
});

test('texts go through the text section', () => {
  expect(numberFormat('0;0;0;"Name: "@').text('Ada')).toBe('Name: Ada');
  expect(numberFormat('@" !"').text('Ada')).toBe('Ada !');
  expect(numberFormat('0.00').text('Ada')).toBe('Ada');
});

describe('against simple models', () => {
  test('fixed places are those of the decimal that a person reads', () => {
    // Thousandths as whole numbers, so that the model rounds exactly.
    const thousandths = fc.integer({ min: -999_999_999, max: 999_999_999 });
    fc.assert(
      fc.property(thousandths, (number) => {
        const rounded = Math.floor((Math.abs(number) + 5) / 10);
        const whole = String(Math.floor(rounded / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, ',');
        const expected = `${number < 0 ? '-' : ''}${whole}.${String(rounded % 100).padStart(2, '0')}`;
        expect(shown('#,##0.00', number / 1000)).toBe(expected);
      }),
    );
  });

  test('days are those of the calendar, and times those of the day', () => {
    const moment = fc.date({ min: new Date('1900-03-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.boolean(), (date, is1904) => {
        fc.pre(!is1904 || date.getUTCFullYear() >= 1904);
        const seconds = Math.floor(date.getTime() / 1000);
        const days = seconds / 86_400 + (is1904 ? 24_107 : 25_569);
        const expected = new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
        expect(shown('yyyy-mm-dd hh:mm:ss', days, is1904)).toBe(expected);
      }),
    );
  });

  test('a number without a format is shown close to itself', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e14, max: 1e14 }), (value) => {
        const close = Math.abs(Number(shown('General', value)) - value);
        expect(close).toBeLessThanOrEqual(Math.max(Math.abs(value) * 1e-5, 1e-9));
      }),
    );
  });

  test('no format code breaks the reader', () => {
    const code = fc.string({
      unit: fc.constantFrom(...'0#?.,%/ @;"\\_*[]$-<>=EeGyYmdhsabeAP+x:€'.split(''), 'General', 'AM/PM', '[h]', '[$-407]'),
      maxLength: 30,
    });
    fc.assert(
      fc.property(code, fc.double({ noNaN: true }), fc.boolean(), (format, value, is1904) => {
        expect(typeof numberFormat(format).number(value, is1904)).toBe('string');
        expect(typeof numberFormat(format).text('text')).toBe('string');
      }),
    );
  });
});
