// Package batchfile turns the bytes of a dropped file into checked rows. It
// stands right after the inbox: what it gives out is what may be sent, and
// where it refuses, nothing of the file goes anywhere.
//
// Its rules:
//
//   - A file is read as a stream. No row, field or token of a stranger is held
//     before a guard in front of the parser has counted it: see the bounds
//     below.
//   - A broken rule of one row is a [record.Problem] on that [Row], and reading
//     goes on. What makes the whole file unfit is a [*Refusal], an error in
//     plain words. Any other error is the machine's fault and says nothing
//     about the file.
//   - What a file is, achievement or verify, CSV or XML, is told from its
//     content, never from its name.
//   - No error or problem holds a learner's name, birth date or ULN.
//   - Row numbers are those that a person sees in a spreadsheet: the first row
//     is 1, header and blank rows count, a line break inside quotes does not.
//     In XML it is the ordinal of the record, from 1.
package batchfile

// The bounds on what strangers send. They are not configuration: each is far
// beyond any honest file, and all memory is reckoned from them.
const (
	maxRecord     = 1 << 20  // bytes of one row, record or XML token
	maxField      = 64 << 10 // bytes of one value; more is a problem of the row
	maxCells      = 4096     // cells of one row
	maxDepth      = 8        // XML elements inside each other
	maxAttributes = 32       // of one XML element
	maxUnknown    = 100      // unknown names that are listed
	maxName       = 128      // bytes of an unknown name that are kept
	maxFileID     = 32       // bytes of the id of a file that a row names; ours have eight
	maxShown      = 1 << 10  // bytes of a detail by which a decision file shows a learner
)
