/** Words of contracts, letters and reports, most frequent first: what the test vocabularies are made from. */
export const wordList = `the of and to in a is for that on be by with as are this it or from at not was which have has will an all
may shall must can within between under after before more than other each any no one two three first second new date day days
month months year years week time number page section table document documents source sources file folder answer question quote
contract agreement party parties payment payments invoice invoices due amount price cost costs fee rate tax euro percent total
customer supplier company service services product order delivery period term terms notice termination law court claim liability
warranty damage insurance risk report project plan budget meeting minutes decision team member department office person name address
email letter message subject reply request offer study method result results data value figure sample patient treatment research
analysis model system search index language water energy power building machine material temperature measure test quality safety
increase change during against through over about into only also such where when who what how many much long high low large small
market growth revenue profit loss share capital bank account credit interest loan employee employees work working hours holiday
salary training policy procedure standard requirement information confidential personal protection access security approval
signature paid refund discount night house river bridge garden morning evening light story friend family school summer winter`.split(/\s+/);
