/** Words (lower case, without the last full stop) after which a full stop seldom ends a sentence. */
const listed = `
  mr mrs ms dr prof rev hon st sr jr messrs gen col maj capt lt sgt sen rep gov pres
  inc ltd co corp bros dept univ assn est
  no nos nr pp p vol vols ed eds ch sec fig figs eq eqs ref refs art arts para paras cl app tab
  vs cf al ca approx resp incl excl max min avg misc orig
  e.g i.e viz a.k.a u.s u.k u.n e.u d.c ph.d m.sc b.sc
  jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri
  ave blvd rd mt ft sq tel ext
  z.b d.h u.a u.ä o.ä i.d.r bzw usw evtl ggf inkl exkl zzgl abs bd hrsg str dipl ing vgl lt gem sog
  m mme mlle env p.ex c.-à-d av bd
  sra dña ud uds pág núm art aprox
  sig dott ecc pag
`;

export const abbreviations: ReadonlySet<string> = new Set(listed.split(/\s+/).filter((word) => word !== ''));
