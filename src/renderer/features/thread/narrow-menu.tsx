import { ListFilter } from 'lucide-react';
import { Menu, MenuItem, MenuRule } from '../../ui/menu.tsx';

const fields: readonly (readonly [inserted: string, label: string])[] = [
  ['type:', 'Kind of document'],
  ['in:', 'Folder'],
  ['name:', 'Name of the file'],
  ['lang:', 'Language'],
  ['after:', 'Changed after'],
  ['before:', 'Changed before'],
];
const words: readonly (readonly [inserted: string, label: string])[] = [
  ['"', 'These words in this order'],
  ['-', 'Without a word'],
];

/** What can be typed to narrow a search, for those who do not know it yet. */
export function NarrowMenu({ onInsert }: { onInsert: (inserted: string) => void }) {
  const item = ([inserted, label]: readonly [string, string]) => (
    <MenuItem key={inserted} shortcut={inserted} onSelect={() => onInsert(inserted)}>
      {label}
    </MenuItem>
  );
  return (
    <Menu
      side="top"
      trigger={
        <button type="button" className="composer-narrow" aria-label="Narrow the search" data-testid="composer-narrow">
          <ListFilter size={16} strokeWidth={1.5} aria-hidden />
          <span>Narrow</span>
        </button>
      }
    >
      {fields.map(item)}
      <MenuRule />
      {words.map(item)}
    </Menu>
  );
}
