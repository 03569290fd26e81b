/** A stretch of a plain-text mail: what its writer wrote, or what they answer to. */
export interface MailStretch {
  quoted: boolean;
  text: string;
}

const MAX_ATTRIBUTION_LINES = 3;
const originalMark =
  /^\s*(?:-{2,}\s*(?:original message|original appointment|ursprüngliche nachricht|weitergeleitete nachricht|message d'origine|message transféré|mensaje original|messaggio originale|forwarded message|oorspronkelijk bericht|mensagem original|исходное сообщение|原始邮件|元のメッセージ)\s*-{2,}|begin forwarded message:|anfang der weitergeleiteten nachricht:)\s*$/iu;
const rule = /^\s*_{20,}\s*$/;
const fromLine = /^\s*\*?(?:from|von|de|da|van|от|发件人|差出人)\s*:\*?\s*\S/iu;
const sentLine =
  /^\s*\*?(?:sent|date|gesendet|datum|envoyé|enviado|inviato|data|verzonden|дата|отправлено|发送时间|日付|送信日時)\s*:\*?\s*\S/iu;
const attributionEnd =
  /(?:wrote|writes|schrieb(?:\s.{0,100})?|a écrit|écrit|escribió|ha scritto|schreef|escreveu|пишет|написал\(?а?\)?|写道|のメッセージ)\s*[:：]\s*$/iu;

/** True where a mail goes on with another mail that it answers or forwards: Outlook's block of its headers, or a line that says so. */
export function beginsOriginal(lines: readonly string[], at: number): boolean {
  const line = lines[at] ?? '';
  if (line.length > 500) return false;
  if (originalMark.test(line)) return true;
  if (rule.test(line)) return fromLine.test(lines[at + 1] ?? '') || fromLine.test(lines[at + 2] ?? '');
  return fromLine.test(line) && lines.slice(at + 1, at + 4).some((next) => next.length < 500 && sentLine.test(next));
}

/** True for a line like “On Monday Ada wrote:”. */
export function isAttribution(line: string): boolean {
  return line.length < 400 && attributionEnd.test(line);
}

/**
 * Divides a plain-text mail into its own text and what it quotes: lines that begin with “>”, the line that says whose
 * they are, and everything below the mark of an original message. The marks of quoted lines are taken off.
 */
export function quotedStretches(text: string): MailStretch[] {
  const lines = text.split(/\r\n|\r|\n/);
  const quoted: boolean[] = [];
  let inOriginal = false;
  for (const [at, line] of lines.entries()) {
    inOriginal ||= beginsOriginal(lines, at);
    quoted.push(inOriginal || line.startsWith('>'));
  }
  for (const [at, line] of lines.entries()) {
    if (line.startsWith('>') && quoted[at - 1] === false) markAttribution(lines, quoted, at - 1);
  }
  const stretches: MailStretch[] = [];
  let open: { quoted: boolean; lines: string[] } | undefined;
  for (const [at, line] of lines.entries()) {
    const isQuoted = quoted[at] === true;
    if (open === undefined || (open.quoted !== isQuoted && line.trim() !== '')) {
      if (open !== undefined) stretches.push({ quoted: open.quoted, text: open.lines.join('\n') });
      open = { quoted: isQuoted, lines: [] };
    }
    open.lines.push(isQuoted ? line.replace(/^(?:> ?)+/, '') : line);
  }
  if (open !== undefined) stretches.push({ quoted: open.quoted, text: open.lines.join('\n') });
  return stretches.filter((stretch) => stretch.text.trim() !== '');
}

/** The line above a quotation, which programs wrap, that says whose it is. */
function markAttribution(lines: readonly string[], quoted: boolean[], before: number): void {
  let end = before;
  while (end > before - 2 && (lines[end] ?? '').trim() === '') end -= 1;
  for (let start = end; start > end - MAX_ATTRIBUTION_LINES && start >= 0 && (lines[start] ?? '').trim() !== ''; start -= 1) {
    const joined = lines.slice(start, end + 1).join(' ');
    const begins = start === 0 || (lines[start - 1] ?? '').trim() === '';
    if (isAttribution(joined) && (begins || start === end)) {
      const first = begins ? start : end;
      for (let at = first; at <= before; at += 1) quoted[at] = true;
      if (begins) return;
    }
  }
}
