// Package archiefwerk carries out what people decided about destroying and
// shielding, and looks up what they need to decide.
//
// A destruction takes away, in this order: the keys of the personal parts, with
// what finds the persons by number; personal parts and public parts in the journal, of which the residu stays; the rows of
// the read models, which are built anew from what is left; and only then it
// records the verklaring. Every step can be done twice. A crash between two of
// them is finished at the next start, before anybody is served, and so is a
// destruction that an old copy of the keys or the journal brought back.
//
// From the moment of the decision nothing is added to a stream that it names: the
// [Wacht] before the journal refuses it.
package archiefwerk
