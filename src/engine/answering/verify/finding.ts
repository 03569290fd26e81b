import type { SupportReasonCode } from '../../../shared/domain/support.ts';

/** Something of a sentence that its passage does not bear out. */
export interface Finding {
  code: SupportReasonCode;
  said: string;
  found: string;
  /** It alone makes the sentence unsupported; else it only weakens it. */
  isGrave: boolean;
}
