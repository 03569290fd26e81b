const topics = [
  'lease',
  'invoice',
  'warranty',
  'merger',
  'patent',
  'audit',
  'pension',
  'tender',
  'licence',
  'insurance',
  'arbitration',
  'dividend',
];
const places = ['Rotterdam', 'Lyon', 'Osaka', 'Tampere', 'Bergen', 'Leeds', 'Graz', 'Porto', 'Aarhus', 'Ghent'];
const words =
  'the agreement ends when either party gives written notice of ninety days and pays what is due under this clause unless the tenant has kept the premises in good repair and the landlord accepts the state of the building after inspection by an independent surveyor named in the annex'.split(
    ' ',
  );

/** Numbers that are the same in every run (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Reports of some pages that each hold facts of their own, and questions about those facts. */
export function seededText(seed: number): { document(index: number): string; question(index: number): string } {
  const subject = (index: number) => {
    const random = generator(seed * 7_919 + index);
    const pick = (list: readonly string[]) => list[Math.floor(random() * list.length)] ?? '';
    return {
      random,
      topic: pick(topics),
      place: pick(places),
      reference: `FN-${1_000 + index}`,
      amount: Math.floor(random() * 90_000) + 1_000,
    };
  };
  return {
    document(index) {
      const { random, topic, place, reference, amount } = subject(index);
      const paragraph = () => {
        const sentence = () =>
          Array.from({ length: 8 + Math.floor(random() * 14) }, () => words[Math.floor(random() * words.length)] ?? '').join(' ');
        return Array.from({ length: 5 }, () => `${sentence()}.`).join(' ');
      };
      const sections = Array.from({ length: 6 }, (_, section) => `## Part ${section + 1}\n\n${paragraph()}\n\n${paragraph()}`);
      return `# Report ${reference} on the ${topic} in ${place}\n\nThe ${topic} in ${place} with reference ${reference} amounts to ${amount} euros.\n\n${sections.join('\n\n')}\n`;
    },
    question(index) {
      const { topic, place, reference } = subject(index);
      return `How many euros does the ${topic} in ${place} with reference ${reference} amount to?`;
    },
  };
}
