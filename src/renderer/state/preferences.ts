import { createStore, type Readable } from './store.ts';

export interface Preferences {
  readonly theme: 'system' | 'light' | 'dark';
  readonly contrast: 'system' | 'more';
  /** The face answers are set in. */
  readonly face: 'serif' | 'sans';
  readonly sourcePane: 'shown' | 'hidden';
}

export interface PreferenceStore extends Readable<Preferences> {
  change(part: Partial<Preferences>): void;
}

const key = 'footnote.preferences';
const standard: Preferences = { theme: 'system', contrast: 'system', face: 'serif', sourcePane: 'hidden' };

const choices: { readonly [K in keyof Preferences]: readonly Preferences[K][] } = {
  theme: ['system', 'light', 'dark'],
  contrast: ['system', 'more'],
  face: ['serif', 'sans'],
  sourcePane: ['shown', 'hidden'],
};

function remembered(): Preferences {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '{}') as Partial<Record<keyof Preferences, unknown>>;
    const pick = <K extends keyof Preferences>(name: K): Preferences[K] =>
      choices[name].find((choice) => choice === kept[name]) ?? standard[name];
    return { theme: pick('theme'), contrast: pick('contrast'), face: pick('face'), sourcePane: pick('sourcePane') };
  } catch {
    return standard;
  }
}

/** Looks and habits of this window; kept in the page's own storage. The root element carries them as attributes. */
export function createPreferences(root: HTMLElement = document.documentElement): PreferenceStore {
  const store = createStore<Preferences>(remembered());
  const apply = () => {
    const { theme, contrast, face } = store.get();
    root.dataset['theme'] = theme;
    root.dataset['contrast'] = contrast;
    root.dataset['face'] = face;
  };
  apply();
  store.subscribe(() => {
    apply();
    localStorage.setItem(key, JSON.stringify(store.get()));
  });
  return { get: store.get, subscribe: store.subscribe, change: (part) => store.update((now) => ({ ...now, ...part })) };
}
