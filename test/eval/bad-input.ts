/** What stops an evaluation: a set, a model or a file that is not as it must be. The message names the file and the line. */
export class BadInput extends Error {}
