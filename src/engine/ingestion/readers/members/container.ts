/** A file of a container as its directory names it. */
export interface MemberEntry {
  /** With forward slashes; see `safeMemberPath`. */
  path: string;
  /** As the container says; what really comes out is counted. */
  sizeBytes: number;
  modifiedAtMs: number | null;
  /** Its bytes cannot be had without a password. */
  isEncrypted: boolean;
}

/** What can be done with a file that holds others, whatever its kind. */
export interface Container {
  /** In the container's order. Errors: `read-corrupt`, `read-too-large` (entries). */
  entries(signal: AbortSignal | undefined): AsyncIterable<MemberEntry>;
  /**
   * The bytes of a member. Errors: `read-vanished` (no such member), `read-corrupt`, `read-encrypted`,
   * `read-too-large`. Members asked for in the container's order are the fastest to come.
   */
  bytes(path: string, signal: AbortSignal | undefined): Promise<Buffer>;
  close(): Promise<void>;
}
