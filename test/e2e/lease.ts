import type { Leaf } from '../fixtures/documents/typeset-pdf.ts';

/** A small contract of three pages; the answer about its end stands on the last. */
export const lease: readonly Leaf[] = [
  {
    heading: 'Lease of Harbour Street 14',
    paragraphs: [
      'This agreement is made between Marlow Properties and Brightwater Studio for the second floor of Harbour Street 14.',
      'The yearly rent is 48,000 euro, payable in twelve equal parts on the third working day of each month.',
    ],
  },
  {
    heading: 'Deposit',
    paragraphs: ['The deposit is three months of rent without service charges. It bears interest in favour of the tenant.'],
  },
  {
    heading: 'Termination',
    paragraphs: [
      'Either party may terminate the lease with six months notice to the end of a quarter, for the first time to 31 March 2025.',
      'On leaving, the tenant returns the rooms swept and free of fittings.',
    ],
  },
];
