import type { Leaf } from '../../fixtures/documents/typeset-pdf.ts';

/* A lease, its amendment, and the answer about them. */

export const leaves: Leaf[] = [
  {
    heading: 'Lease agreement, Harbour Street 14',
    paragraphs: [
      'This agreement is made between Marlow Properties Ltd (the landlord) and Brightwater Studio (the tenant) for the second floor of Harbour Street 14, together with two parking spaces in the yard.',
      'The term begins on 1 March 2022 and runs for five years. It continues for one further year at a time unless one of the parties ends it in writing.',
      'The yearly rent is 48,000 euro, payable in twelve equal parts on the third working day of each month.',
    ],
  },
  {
    heading: '2. Rent and deposit',
    paragraphs: [
      'The deposit is three months of rent without service charges. It is held in an account of its own and bears interest in favour of the tenant.',
      'The rent follows the consumer price index. An adjustment takes effect on 1 March of each year and is announced six weeks before.',
      'Service charges are settled once a year. The tenant may inspect the receipts for a period of three months after the statement.',
    ],
  },
  {
    heading: '3. Use',
    paragraphs: [
      'The rooms are let as a design studio. A change of use needs the written consent of the landlord, who may refuse it only for good cause.',
      'Subletting single desks is allowed. Subletting the whole floor is not.',
    ],
  },
  {
    heading: '4. Ending the lease',
    paragraphs: [
      'Either party may end the lease with six months notice to the end of a quarter, for the first time to 31 March 2025.',
      'The landlord may end the lease without notice if the tenant is two months of rent in arrears and has not paid within fourteen days of a written reminder.',
      'On leaving, the tenant returns the rooms swept and free of fittings. Walls need not be painted if the lease has run for more than three years.',
    ],
  },
];

export const text = [
  'The lease can be ended by either side with **six months’ notice to the end of a quarter**, for the first time to 31 March 2025. The landlord may also end it without notice when the rent is two months in arrears and remains unpaid fourteen days after a reminder.',
  'What is owed on leaving:',
  '- Rooms are returned swept and free of fittings.\n- Walls need not be painted after three years.\n- The deposit, three months of rent, comes back with interest.',
  '| Date | What happens |\n| --- | --- |\n| 1 March | Index adjustment of the rent |\n| 3rd working day | Rent is due |',
  'The later amendment moved both parking spaces to the north yard and left the notice period as it was.',
].join('\n\n');

/** Where the sentence that ends with these words ends. */
export function sentenceEnd(after: string): number {
  const at = text.indexOf(after);
  if (at < 0) throw new Error(`not in the sample: ${after}`);
  return at + after.length;
}

export const mdBlocks = [
  { kind: 'heading' as const, level: 1, text: 'Amendment of 4 May 2023' },
  { kind: 'paragraph' as const, level: null, text: 'Agreed between the parties of the lease of 1 March 2022.' },
  { kind: 'heading' as const, level: 2, text: 'Parking' },
  {
    kind: 'paragraph' as const,
    level: null,
    text: 'Both parking spaces move to the north yard. The remaining provisions, the notice period among them, stay as they are.',
  },
  { kind: 'list-item' as const, level: 1, text: 'Space 7, next to the gate' },
  { kind: 'list-item' as const, level: 1, text: 'Space 8, with a charger' },
];
