const accounting = (symbol: string, zeros: string): string =>
  `_(${symbol}* #,##0${zeros}_);_(${symbol}* \\(#,##0${zeros}\\);_(${symbol}* "-"${zeros === '' ? '' : '??'}_);_(@_)`;

const currency = (zeros: string): string => `"$"#,##0${zeros}_);\\("$"#,##0${zeros}\\)`;

/** The day and time as the user's system writes them; year first reads the same everywhere. */
const systemDate = 'yyyy-mm-dd';

/** Format codes that files name by number without spelling them out. */
export const builtinFormats: Readonly<Record<number, string>> = {
  0: 'General',
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: currency(''),
  6: currency(''),
  7: currency('.00'),
  8: currency('.00'),
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: systemDate,
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: `${systemDate} h:mm`,
  ...Object.fromEntries([27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58].map((id) => [id, systemDate])),
  32: 'h:mm',
  33: 'h:mm:ss',
  34: 'h:mm AM/PM',
  35: 'h:mm:ss AM/PM',
  37: '#,##0_);\\(#,##0\\)',
  38: '#,##0_);\\(#,##0\\)',
  39: '#,##0.00_);\\(#,##0.00\\)',
  40: '#,##0.00_);\\(#,##0.00\\)',
  41: accounting('', ''),
  42: accounting('"$"', ''),
  43: accounting('', '.00'),
  44: accounting('"$"', '.00'),
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mm:ss.0',
  48: '##0.0E+0',
  49: '@',
};
