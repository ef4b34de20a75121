package batchfile

import (
	"fmt"
	"strings"

	"lrsdrop/internal/record"
)

// Refusal says why nothing of a file can be used, in words for a clerk.
type Refusal struct {
	record.Problem
	Offset int64 // of the byte in the file, counted from 0; -1 where none is known
}

// Error gives the words without what to do about it. They hold no learner's
// details.
func (r *Refusal) Error() string { return r.Code + ": " + r.Message }

const nothingSent = "Nothing was sent. "

func refuse(code, do, format string, args ...any) *Refusal {
	p := record.Problem{Code: code, Message: fmt.Sprintf(format, args...), Action: nothingSent + do}
	return &Refusal{Problem: p, Offset: -1}
}

// at names the place of a refusal, also in its words.
func (r *Refusal) at(row int, column string, offset int64) *Refusal {
	r.Problem = r.Problem.At(row, column)
	r.Offset = offset
	return r
}

func emptyFile() *Refusal {
	return refuse(record.CodeEmpty, "Export it again.", "The file is empty.")
}

func noRows() *Refusal {
	return refuse(record.CodeNoRows, "Export it again, with the rows.", "The file has column names and no rows.")
}

func tooManyRows(row int, limit int64) *Refusal {
	return refuse(record.CodeRowLimit, "Split it into smaller files.",
		"The file has more than %s rows.", record.Thousands(limit)).at(row, "", -1)
}

func tooManyBytes(limit int64) *Refusal {
	return refuse(record.CodeFileSize, "Split it into smaller files.",
		"The file is larger than %s bytes.", record.Thousands(limit)).at(0, "", limit)
}

func wrongCount(header int, rows int64) *Refusal {
	return refuse(record.CodeCount, "Check that the export is whole and correct the number.",
		"The header says %s, but the file has %s.", records(header), record.Thousands(rows)).at(0, headerCount, -1)
}

func records(n int) string {
	if n == 1 {
		return "1 record"
	}
	return record.Thousands(int64(n)) + " records"
}

func badCount(value string) *Refusal {
	return refuse(record.CodeCount, "Correct the number or leave it empty.",
		"NumberOfRecords must be a whole number above 0. The header has %s.", record.Quote(value)).at(0, headerCount, -1)
}

func noOrganisation() *Refusal {
	return refuse(record.CodeNoOrg, "Add the batch header with AwardingOrganisation.",
		"The file does not say which awarding organisation it belongs to.").at(0, headerOrganisation, -1)
}

func wrongOrganisation(value string) *Refusal {
	return refuse(record.CodeWrongOrg, "Drop it in the folder of that organisation, or correct the header.",
		"The file belongs to %s, and this folder to another organisation.", record.Quote(value)).at(0, headerOrganisation, -1)
}

func wrongSubmission(value string) *Refusal {
	return refuse(record.CodeSubmissionType, "Correct the header.",
		"The submission type must be Final. The header has %s.", record.Quote(value)).at(0, headerSubmission, -1)
}

func twoPeople(p Person) *record.Problem {
	where := func(row int) string {
		if row == 0 {
			return "the header"
		}
		return "row " + record.Thousands(int64(row))
	}
	return &refuse(record.CodeUserTwo, "LRS wants one person with each call. Drop one file for each person.",
		"The file names two people (first: %s and %s).", where(p.Row), where(p.Other)).at(0, p.Column, -1).Problem
}

func unknownKind(looked []string) *Refusal {
	return refuse(record.CodeKind, "Check that it is the right file. If your export has changed, ask for its mapping to be changed.",
		"This is neither a file of awards nor a file of learners to verify. We looked for columns such as %s.", list(looked, "or"))
}

func unknownRoot(name string) *Refusal {
	return refuse(record.CodeKind, "Check that it is the right file.",
		"This is neither a file of awards nor a file of learners to verify. Its XML begins with %s, not with AchievementBatch or VerifyBatch.",
		record.Quote(name))
}

// notWhole is for a review file that lost columns. They show that each line
// still stands for the row it was made for.
func notWhole(missing []string) *Refusal {
	return refuse(record.CodeColumnsMissing, "Fill in the review file as we gave it, and delete no column.",
		"The review file lacks %s.", list(quoted(missing), "and")).at(0, missing[0], -1)
}

func resultFile() *Refusal {
	return refuse(record.CodeKind, "Correct rows in the errors file instead.",
		"This is a result file. It holds our answers and no awards or learners to send.")
}

// missingColumns also names some columns that nobody knows: a column that was
// given another name is mostly among them.
func missingColumns(words, names, unknown []string) *Refusal {
	message := "The file has no column for " + list(words, "or") + ". We looked for " + list(quoted(names), "and") + "."
	if shown := unknown[:min(len(unknown), 5)]; len(shown) > 0 {
		message += " It has other columns that we do not know, such as " + list(quoted(shown), "and") + "."
	}
	return refuse(record.CodeColumnsMissing, "If your export has changed, ask for its mapping to be changed.", "%s", message).at(0, names[0], -1)
}

func quoted(names []string) []string {
	all := make([]string, len(names))
	for i, n := range names {
		all[i] = record.Quote(n)
	}
	return all
}

func columnTwice(name string, row int) *Refusal {
	return refuse(record.CodeColumnsTwice, "Remove one of the two.",
		"The file has two columns for the same thing: %s.", record.Quote(name)).at(row, name, -1)
}

func notText(what, do string) *Refusal {
	return refuse(record.CodeFormat, do, "The file is %s, not a CSV or XML file.", what).at(0, "", 0)
}

const saveAsUTF8 = `In Excel choose Save As, "CSV UTF-8 (Comma delimited)" and drop it again.`

func wideEncoding(name string) *Refusal {
	return refuse(record.CodeEncoding, saveAsUTF8, "We could not read the letters. The file looks like %s, not UTF-8.", name).at(0, "", 0)
}

func unreadable(row int, column string, offset int64, likely string) *Refusal {
	first := "this row"
	if column != "" {
		first += ", " + column
	}
	return refuse(record.CodeEncoding, saveAsUTF8, "We could not read some letters (first: %s). %s The first is byte %s of the file.", first, likely, record.Thousands(offset)).at(row, column, offset)
}

func nulInText(row int, column string, offset int64) *Refusal {
	return refuse(record.CodeEncoding, "The file is damaged. Export it again.",
		"There is something in this row that is not text (a NUL byte). It is byte %s of the file.", record.Thousands(offset)).at(row, column, offset)
}

func otherEncoding(declared string) *Refusal {
	return refuse(record.CodeEncoding, "Export it as UTF-8.",
		"The file says that its encoding is %s. It must be UTF-8.", record.Quote(declared))
}

func tooLong(row int, column string, offset int64) *Refusal {
	return refuse(record.CodeRecordSize, "Look at that place in the file. A quotation mark or a line end may be missing.",
		"A row or value is longer than 1 MiB%s.", inRow(row)).at(row, column, offset)
}

func tooManyCells(row int, offset int64) *Refusal {
	return refuse(record.CodeRecordSize, "Look at that place in the file. A line end may be missing.",
		"There are more than %s cells in this row.", record.Thousands(maxCells)).at(row, "", offset)
}

func openQuote(row int, offset int64) *Refusal {
	return refuse(record.CodeQuote, "Close it, or remove it, and drop the file again.",
		"A quotation mark opens in this row and is never closed.").at(row, "", offset)
}

func longQuote(row int, offset int64) *Refusal {
	return refuse(record.CodeQuote, "Close it, or remove it, and drop the file again.",
		"A quotation mark opens in this row, and more than 1 MiB follow before one that closes it.").at(row, "", offset)
}

func strayQuote(row int) *Refusal {
	return refuse(record.CodeQuote, `Write it twice ("") inside a cell that is in quotation marks, or remove it.`,
		"A quotation mark stands in the wrong place in this row.").at(row, "", -1)
}

func truncatedRow(row int) *Refusal {
	return refuse(record.CodeTruncated, "It may not have been copied completely. Export it again.",
		"The file breaks off in the middle of this row.").at(row, "", -1)
}

func truncatedXML(row int, column string, offset int64) *Refusal {
	return refuse(record.CodeTruncated, "It may not have been copied completely. Export it again.",
		"The file breaks off before its end%s.", inRow(row)).at(row, column, offset)
}

func badXML(row int, column string, offset int64, why string) *Refusal {
	return refuse(record.CodeXML, "Export it again. If it happens again, tell the supplier of your system.",
		"The file is not proper XML: %s%s.", why, inRow(row)).at(row, column, offset)
}

// inRow is for refusals whose row may not be known; at puts in its number.
func inRow(row int) string {
	if row == 0 {
		return ""
	}
	return ", in this row"
}

func documentType(_ int, _ string, offset int64) *Refusal {
	return refuse(record.CodeXMLDTD, "Export it without one. If you cannot, ask the supplier of your system.",
		"The file has a document type (DTD) or entity declaration, which is not allowed.").at(0, "", offset)
}

func tooManyAttributes(row int, column string, offset int64) *Refusal {
	return badXML(row, column, offset, "an element has too many attributes")
}

func tooDeep(row int, column string, offset int64) *Refusal {
	return refuse(record.CodeXMLDepth, "Check that it is the right file.",
		"More than %d elements stand inside each other%s.", maxDepth, inRow(row)).at(row, column, offset)
}

func raggedRow(cells, columns int) record.Problem {
	return record.Problem{
		Code:    record.CodeCells,
		Message: fmt.Sprintf("The file has %s columns, but this row has %s cells.", record.Thousands(int64(columns)), record.Thousands(int64(cells))),
		Action:  "Look for a comma too many or a missing one. A cell with a comma needs quotation marks around it.",
	}
}

func twiceInRecord(column string) *record.Problem {
	return &record.Problem{Code: record.CodeCells, Column: column,
		Message: "The record in this row has the same element twice.", Action: "Remove one of the two."}
}

func tooLongField(words string) record.Problem {
	return record.Problem{Code: record.CodeFieldSize,
		Message: fmt.Sprintf("The %s in this row is longer than 64 KiB.", words), Action: "Shorten it."}
}

func duplicateRow(earlier int) record.Problem {
	return record.Problem{Code: record.CodeDuplicateRow,
		Message: "The award in this row is in row " + record.Thousands(int64(earlier)) + " as well: same ULN, reference, award date and action.",
		Action:  "Remove one of the two rows."}
}

// list joins words as "a, b or c".
func list(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}
