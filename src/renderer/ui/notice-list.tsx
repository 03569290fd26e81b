import { X } from 'lucide-react';
import { useSession } from '../state/session-context.ts';
import { useStore } from '../state/store.ts';
import { Button } from './button.tsx';
import './notice-list.css';

/** The short messages at the foot of the window. */
export function NoticeList() {
  const { notices } = useSession();
  const shown = useStore(notices);
  return (
    <div className="notice-list" role="status" aria-live="polite">
      {shown.map((notice) => (
        <div key={notice.id} className={`notice notice-${notice.tone}`} data-testid="notice">
          <p>{notice.text}</p>
          {notice.action && (
            <Button
              size="small"
              look="plain"
              data-testid="notice-action"
              onClick={() => {
                notice.action?.run();
                notices.close(notice.id);
              }}
            >
              {notice.action.label}
            </Button>
          )}
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => notices.close(notice.id)}>
            <X size={16} strokeWidth={1.75} />
          </button>
        </div>
      ))}
    </div>
  );
}
