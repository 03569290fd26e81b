const number = String.raw`\d{1,4}(?:\.\d{1,4})*`;
const letters = '[A-Za-z]|[ivxlcdm]{1,7}|[IVXLCDM]{1,7}';
const mark = new RegExp(
  // A sign on its own; a number or letter with what ends it; a number of several levels; a number in a circle.
  String.raw`^\s*(?:[^\p{L}\p{N}\s"'“„«‘(\[{]|o|[([]?(?:${number}|${letters})[.)\]]\)?|\d{1,4}(?:\.\d{1,4})+|[①-⓿㉑-㊿]|[一二三四五六七八九十百]{1,4}[、．.])(?:\s|$)`,
  'u',
);

/** Whether the text of a list's item begins with its own bullet or number, as most readers put it there. */
export const hasOwnMark = (text: string): boolean => mark.test(text);
