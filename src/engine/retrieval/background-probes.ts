/**
 * Sentences about nothing in particular that a small library is measured against: their cosines with a question
 * show what the model gives when two texts have little in common. A larger library is its own background.
 */
export const backgroundProbes: readonly string[] = [
  'The ferry leaves the island every morning at seven and returns in the evening.',
  'Whisk the eggs with sugar until pale, then fold in the flour and bake for half an hour.',
  'The committee adjourned after two hours without reaching a decision on the budget.',
  'Volcanic rocks along the ridge contain large crystals of olivine and feldspar.',
  'She practised the slow movement of the sonata until her teacher was satisfied.',
  'The goalkeeper saved two penalties and the home team won the final.',
  'Patients received the vaccine in two doses, four weeks apart.',
  'The function returns an error when the file cannot be opened for reading.',
  'Tenants must give three months of notice before they leave the flat.',
  'In winter the birds move south along the coast in flocks of several hundred.',
  'The old bridge was closed for repairs and traffic was led around the town.',
  'Shares fell by two per cent after the company published its quarterly results.',
];
