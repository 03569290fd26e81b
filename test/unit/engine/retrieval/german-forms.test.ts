import { expect, it } from 'vitest';
import { germanForms } from '../../../../src/engine/retrieval/german-forms.ts';
import { termOf } from '../../../../src/engine/retrieval/terms.ts';

const same = (asked: string, written: string): boolean =>
  [asked, ...germanForms(asked)].some((form) => termOf(form) === termOf(written.toLowerCase()));

// prettier-ignore
it.each(
  [
    'Kündigungsfrist Kündigungsfristen', 'Kaution Kautionen', 'Wohnung Wohnungen', 'Vertrag Vertrages', 'Vertrag Vertrags', 'Vertrag Verträge',
    'Verträgen Vertrag', 'Mieter Mietern', 'Mieters Mieter', 'Miete Mieten', 'Mieten Miete', 'Zahlung Zahlungen', 'Rechnungen Rechnung',
    'Betrag Beträge', 'Gericht Gerichte', 'Gerichts Gericht', 'Schaden Schadens', 'Garantie Garantien', 'Klausel Klauseln', 'Vorschrift Vorschriften',
    'monatlich monatliche', 'monatlichen monatliches', 'schriftlicher schriftlich', 'gültig gültigen', 'Mieterin Mieterinnen', 'Mieterinnen Mieterin',
    'Anlage Anlagen', 'Gesetzes Gesetz', 'Gesetze Gesetzen', 'Urteil Urteils', 'Urteile Urteil', 'Arbeitgeber Arbeitgebers', 'Gehalts Gehalt',
    'Probezeit Probezeiten', 'Leistung Leistungen', 'Versicherungen Versicherung', 'Angebot Angebote', 'Angeboten Angebot', 'Termin Termine', 'Steuern Steuer',
  ].map((pair) => pair.split(' ') as [string, string]),
)('%s finds %s', (asked, written) => {
  expect(same(asked, written)).toBe(true);
});

it.each([
  ['Miete', 'Mieter'],
  ['Mieter', 'Miete'],
  ['Lehre', 'Lehrer'],
  ['Reis', 'Reise'],
  ['Note', 'Not'],
  ['Vertrag', 'Vertreter'],
  ['Kosten', 'kostbar'],
  ['Mark', 'Marke'],
])('%s is not %s', (asked, written) => {
  expect(same(asked, written)).toBe(false);
});
