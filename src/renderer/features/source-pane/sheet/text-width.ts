const digitPx = 7.2;
const capitalPx = 9.6;
const widePx = 13.5;

const capital = /[\p{Lu}mw@%&]/u;
const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60]/u;

/** About how wide a text is in a cell, in CSS pixels: never less than it takes. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += wide.test(char) || char > '\uffff' ? widePx : capital.test(char) ? capitalPx : digitPx;
  return width;
}
