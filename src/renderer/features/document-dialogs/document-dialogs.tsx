import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ConvertHelp } from './convert-help.tsx';
import { PasswordForm } from './password-form.tsx';

/** The questions about one document, asked from wherever it is shown. */
export function DocumentDialogs() {
  const { documentActs } = useSession();
  const asking = useStore(documentActs);
  return (
    <Dialog
      open={asking !== null}
      onClose={documentActs.close}
      title={asking?.what === 'convert' ? 'How to convert it' : 'Password'}
      className="dialog-narrow"
      data-testid={asking?.what === 'convert' ? 'convert-dialog' : 'password-dialog'}
    >
      {asking?.what === 'password' && <PasswordForm key={asking.document.id} document={asking.document} />}
      {asking?.what === 'convert' && <ConvertHelp document={asking.document} />}
    </Dialog>
  );
}
