import { isAppError } from '../../../../shared/errors.ts';

/** Reads what a document can do without. When it is damaged, `warnings` say so and `otherwise` stands in; `what` begins a sentence. */
export async function readOptional<T>(read: () => Promise<T>, otherwise: T, what: string, warnings: string[]): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!isAppError(error) || error.code !== 'read-corrupt') throw error;
    warnings.push(`${what} could not be read: that part of the file is damaged.`);
    return otherwise;
  }
}
