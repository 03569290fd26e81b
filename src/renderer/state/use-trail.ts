import { useEffect, useState } from 'react';
import type { Document } from '../../shared/domain/document.ts';
import { useSession } from './session-context.ts';

/** Archives in archives in mails: a person stops reading long before. */
const mostLevels = 6;

/** What of `path` lies below `above`, folder by folder; all of it where it does not lie there. */
function below(path: string, above: string): string[] {
  return (path.startsWith(above) ? path.slice(above.length) : path).split('/').filter((part) => part !== '');
}

/** The way to a member from the file that holds it, as names, its own last; null for a file of its own and until it is known. */
export function useTrail(document: Document | null): readonly string[] | null {
  const { client } = useSession();
  const [found, setFound] = useState<{ id: number; trail: readonly string[] } | null>(null);
  const [id, parentId, name, path] = [document?.id, document?.parentId ?? null, document?.name ?? '', document?.relativePath ?? ''];
  useEffect(() => {
    if (id === undefined || parentId === null) return undefined;
    const controller = new AbortController();
    const look = async () => {
      const parts: string[][] = [];
      let inner = path;
      let outer: number | null = parentId;
      for (let level = 0; outer !== null && level < mostLevels; level += 1) {
        const holder = await client.engine.documents.get({ documentId: outer }, { signal: controller.signal });
        parts.unshift(below(inner, holder.relativePath));
        inner = holder.relativePath;
        outer = holder.parentId;
        if (outer === null || level === mostLevels - 1) parts.unshift([holder.name]);
      }
      const trail = parts.flat();
      setFound({ id, trail: trail.at(-1) === name ? trail : [...trail, name] });
    };
    // Its own name still stands.
    look().catch(() => undefined);
    return () => controller.abort();
  }, [client, id, parentId, name, path]);
  return found !== null && parentId !== null && found.id === id ? found.trail : null;
}
