// Package answer writes what comes back for a file: the tables, the status
// and the page that appear in the outbox beside the name that was dropped.
//
// It stands at the end of a file's way. Package pipeline decides what became
// of each row and fills the plain fields of [Result], [Status] and [Report];
// this package turns them into bytes and words. It opens no file, knows no
// folder and keeps no state, so the same values always give the same bytes and
// an answer can be written again after a crash. [Evidence], the page over a test
// session, is made here too, from the parts that the report has.
//
// Rules of the package:
//
//   - What the Learning Records Service holds about a learner has no field
//     here, except the ULN it returned (INTERFACE section 4, obligation O6).
//   - [Status] cannot carry a learner's details: its counts are numbers, its
//     words are made here from constants, and the message of a problem is a
//     function of the problem's code alone.
//   - [Report] names a row by its number and MIS identifier, never by a name, a
//     birth date or a ULN.
//   - Text from strangers is escaped for where it goes: a spreadsheet, a page,
//     a file name.
//   - Tables are streamed; a million rows need no more memory than one.
package answer
