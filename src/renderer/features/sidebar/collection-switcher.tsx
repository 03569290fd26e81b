import { ChevronsUpDown, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useSession } from '../../state/session-context.ts';
import { useStore } from '../../state/store.ts';
import { count } from '../../ui/figures.ts';
import { InlineName } from '../../ui/inline-name.tsx';
import { Menu, MenuChoice, MenuItem, MenuRule } from '../../ui/menu.tsx';

/** The collection a question runs against, and the way to another one. */
export function CollectionSwitcher() {
  const { collections, navigation, removals, notices } = useSession();
  const all = useStore(collections);
  const { collectionId } = useStore(navigation);
  const hidden = useStore(removals);
  const [naming, setNaming] = useState<'new' | 'rename' | null>(null);
  if (all.status !== 'ready') return <div className="collection-switcher" aria-busy="true" />;
  const shown = all.value.filter(({ id }) => !hidden.has(`collection-${id}`));
  const current = shown.find(({ id }) => id === collectionId);

  const finish = (name: string | null) => {
    const was = naming;
    setNaming(null);
    if (!name) return;
    const done = was === 'new' ? collections.create(name) : current ? collections.rename(current.id, name) : Promise.resolve();
    done.catch((error: unknown) => notices.sayError(error));
  };
  if (naming) {
    return (
      <InlineName
        label={naming === 'new' ? 'Name of the new collection' : 'Name of the collection'}
        initial={naming === 'new' ? '' : (current?.name ?? '')}
        onDone={finish}
      />
    );
  }

  const remove = () => {
    if (!current) return;
    const other = shown.find(({ id }) => id !== current.id);
    if (!other) {
      notices.say('This is the only collection; it stays.');
      return;
    }
    navigation.openCollection(other.id);
    removals.remove({
      key: `collection-${current.id}`,
      message: `Removed ${current.name} with its threads. Originals are untouched.`,
      commit: () => collections.remove(current.id),
      onUndo: () => navigation.openCollection(current.id),
    });
  };

  return (
    <Menu
      trigger={
        <button type="button" className="collection-switcher" data-testid="collection-switcher">
          <span className="truncate">{current?.name ?? 'Collection'}</span>
          <ChevronsUpDown size={16} strokeWidth={1.5} aria-hidden />
        </button>
      }
    >
      <MenuChoice
        label="Collections"
        value={collectionId}
        closes
        options={shown.map(({ id, name, documentCount }) => ({ value: id, label: name, note: count(documentCount) }))}
        onChange={(id) => navigation.openCollection(id)}
      />
      <MenuRule />
      <MenuItem icon={<Plus size={16} strokeWidth={1.75} />} onSelect={() => setNaming('new')}>
        New collection
      </MenuItem>
      <MenuItem icon={<Pencil size={16} strokeWidth={1.5} />} onSelect={() => setNaming('rename')}>
        Rename {current?.name}
      </MenuItem>
      <MenuItem icon={<Trash2 size={16} strokeWidth={1.5} />} loss onSelect={remove}>
        Remove {current?.name}
      </MenuItem>
    </Menu>
  );
}
