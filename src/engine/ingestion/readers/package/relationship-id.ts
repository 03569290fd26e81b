/** The relationship that an element names, whatever prefix its namespace has; an element's own `id` is another. */
export function relationshipId(written: Readonly<Record<string, string>>): string | undefined {
  return Object.entries(written).find(([name]) => name.endsWith(':id'))?.[1];
}
