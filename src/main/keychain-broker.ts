import type { ToChild, ToParent } from '../shared/control.ts';
import { AppError, toErrorData } from '../shared/errors.ts';
import type { Keychain } from './keychain.ts';

/** Answers the engine's questions to the keychain; other frames are left alone. */
export function createKeychainBroker(keychain: Keychain | null, post: (frame: ToChild) => void) {
  const refusal = toErrorData(new AppError('process-unavailable', 'The system keeps no passwords.', { details: { subject: 'keychain' } }));
  return async (frame: ToParent): Promise<void> => {
    if (frame.type !== 'keychain-get' && frame.type !== 'keychain-set') return;
    const { requestId } = frame;
    try {
      if (!keychain) throw new Error('no keychain');
      const secret = frame.type === 'keychain-get' ? await keychain.get(frame.key) : await keychain.set(frame.key, frame.secret);
      post({ type: 'answer', requestId, ...(typeof secret === 'string' ? { secret } : {}) });
    } catch {
      // What went wrong may quote the secret; it stays here.
      post({ type: 'refusal', requestId, error: refusal });
    }
  };
}
