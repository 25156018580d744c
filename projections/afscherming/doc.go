// Package afscherming gives reports to whoever has no right to persons, so that
// no group smaller than a threshold can be told from them.
//
// In words for a board: a group of fewer than five is never shown. It is put
// together with other groups of the same gemeente and period, until the line
// "overig" stands for five or more; totals stay right. Of every period there is
// one table, made once, on a fixed day after its end; filters only choose lines
// from that table, and later corrections do not change it. A second report over
// the same persons is shown only where the first had to hide nothing.
//
// # Why it holds
//
// Everything that is given is a function of one table per period, so whatever is
// asked, and in whatever form, tells no more than that table.
//
//   - Totals. Dimensions have one order, from coarse to fine, and totals are
//     given in that order alone: the groups form a tree. A group is shown when the
//     group above it is, and unless it was put together with others. What was put
//     together under one group is 0 or at least the threshold, so any group that
//     is not shown can be anything from 0 up to that sum ([Voegsamen]). The total
//     of a whole period that is too small is not given either.
//   - Which groups join is decided by the order of their names, not by their
//     size. Taking the smallest would tell that the others are larger.
//   - Other reports over the same facts. One that divides the lines further walks
//     the same tree and comes to the same choice; if its sums differ from those
//     of the leading report the period is left out. One that cuts across shows a
//     block of lines only if the leading report put nothing together in it and
//     nothing in the block is small, including what the report leaves out
//     ([Dwars]). So either of both tells nothing beyond itself.
//   - Columns about different persons (Personen.Delen) are tables of their own,
//     shielded apart; a line shows of each what that table shows of it.
//   - Columns that follow from others (Personen.Afgeleid), such as a sum or a
//     percentage, are computed from the numbers of the same line and part and from
//     nothing else, also in a line "overig": whoever sees the line could have done
//     that. A median does not follow from numbers, and is not given there.
//   - Tables to choose from (Personen.Keuzes) divide the same persons in ways that
//     do not follow from each other, with the same columns and the same upper
//     lines. Any division of one goes with any of the other that has the same
//     totals, so either tells nothing of the other. What is a group in both lies
//     under a dimension that both have, or one would show what the other joins.
//   - A series (Personen.Reeks) has a line per period that counts everything up to
//     its end. A line is shown when it differs from nothing, and from each line
//     before it, by nobody or by the threshold at least, in every column.
//   - Filters work on columns of the finished table. A filter on anything else
//     would make a finer table, and is refused.
//   - Two moments. There are no two moments: each period has one table, as known
//     at the position before the day on which it is fixed. bekendOp only chooses
//     which periods are there. A peildatum is one of a few fixed days.
//   - Herkomst is not given, as the number of events behind a line is the figure.
//     An empty answer says of a filter only that no line that is shown has its value.
//     How many lines were put together is not given: five lines that are together
//     five would each be one. What counts is the number of lines "overig".
//
// # Zero
//
// A group of 0 is shown as what it is, by having no line. That nobody is in a
// group is not taken to be about somebody. Under "overig" a group without a line
// may be 0 or not.
//
// # What it does not protect
//
//   - Against totals in another order than the tree that somebody else publishes
//     (DUO gives national counts per kind), or against knowing the other persons
//     in a group oneself.
//   - Facts that differ by little between two peildata: who knows from elsewhere
//     that almost nobody came or went may compare the two tables.
//   - Groups of the threshold or more about which everything is the same: that all
//     of them came late is told of each.
//   - Destruction of files. A figure that rests on them is computed from what is
//     left, so its table becomes smaller. Lasting figures do not.
//   - Logical relations between reports that are not declared with Naast: that a
//     match has a kandidaat, or that what is counted by event (gebeurtenistelling)
//     is also counted by case.
//   - A column that counts cases protects persons only as far as one person has
//     one case: five meldingen may be of one pupil.
//
// # What it costs
//
// The table of a period never changes once its figure is fixed, so it is kept
// ([Bewaard]): the first who asks has it made, from one reading of the read model
// per period.
//
// Whoever has the right to persons, and the operator at the command line, gets
// the report itself, at any moment.
package afscherming
