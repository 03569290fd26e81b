/** A file that came with a mail. */
export interface MailAttachment {
  /** As the sender named it; null when it has no name. */
  name: string | null;
  /** Lower case, without parameters; empty when unknown. */
  mimeType: string;
  bytes: Buffer;
}

/** One mail, whatever container it was taken from. Header values are decoded and read as a person sees them. */
export interface MailMessage {
  subject: string | null;
  from: string | null;
  to: string | null;
  cc: string | null;
  /** As written in the mail, or in its words. */
  date: string | null;
  dateMs: number | null;
  text: string | null;
  html: string | null;
  attachments: MailAttachment[];
  warnings: string[];
}
