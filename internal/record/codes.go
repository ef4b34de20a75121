package record

// Our own codes. None is ever an LRS code and no LRS code is ever ours
// (ASM-16, O11): the catalogue in package lrs says of each what it means, who
// acts and what to do.

// Codes of one row.
const (
	CodeULNFormat        = "LOCAL-ULN-FORMAT"
	CodeULNExcel         = "LOCAL-ULN-EXCEL" // shortened by a spreadsheet: 1.00E+09
	CodeULNCheck         = "LOCAL-ULN-CHECK"
	CodeULNTemporary     = "LOCAL-ULN-TEMPORARY" // 9999999999
	CodeReferenceFormat  = "LOCAL-QUAL-FORMAT"
	CodeReferenceCheck   = "LOCAL-QUAL-CHECK" // warning
	CodeMissing          = "LOCAL-MISSING"    // a mandatory value is empty
	CodeDateFormat       = "LOCAL-DATE-FORMAT"
	CodeAwardEarly       = "LOCAL-AWARD-EARLY"
	CodeAwardFuture      = "LOCAL-AWARD-FUTURE"
	CodeActionDate       = "LOCAL-ACTION-DATE" // before the award or in the future
	CodeAction           = "LOCAL-ACTION"
	CodeActionReason     = "LOCAL-ACTION-REASON"
	CodeGradeLength      = "LOCAL-GRADE-LENGTH"
	CodeNameBlank        = "LOCAL-NAME-BLANK"
	CodeNameLength       = "LOCAL-NAME-LENGTH"
	CodeNameDigits       = "LOCAL-NAME-DIGITS"  // warning
	CodeDamagedText      = "LOCAL-DAMAGED-TEXT" // ZoÃ« for Zoë
	CodeControlCharacter = "LOCAL-CONTROL-CHARACTER"
	CodeBirthDate        = "LOCAL-BIRTH-DATE" // in the future, or after the award
	CodeAge              = "LOCAL-AGE"        // warning
	CodeGender           = "LOCAL-GENDER"
	CodePostcode         = "LOCAL-POSTCODE"
	CodeLanguage         = "LOCAL-LANGUAGE" // warning
	CodeMISLength        = "LOCAL-MIS-LENGTH"
	CodeUKPRN            = "LOCAL-UKPRN"
	CodeDuplicateRow     = "LOCAL-DUPLICATE"
	CodeCells            = "LOCAL-CELLS"           // more or fewer cells than columns
	CodeFieldSize        = "LOCAL-FIELD-SIZE"      // over 64 KiB
	CodeMapping          = "LOCAL-MAPPING"         // a value that the mapping does not know
	CodeRestored         = "LOCAL-RESTORED"        // warning: Excel's change undone
	CodeCorrection       = "LOCAL-CORRECTION"      // LRSDROP_File or LRSDROP_Row name no row of ours
	CodeCorrectionLate   = "LOCAL-CORRECTION-LATE" // the data of the file that they name was deleted after its time
	CodeCorrected        = "LOCAL-ALREADY-CORRECTED"
)

// Codes of a person's decision on a held row, and of rows that got one or none.
const (
	CodeDecisionRow  = "LOCAL-DECISION-ROW"  // it names no row that waits, or tells another learner's details
	CodeDecisionMade = "LOCAL-DECISION-MADE" // somebody has decided on the row before
	CodeDecisionWord = "LOCAL-DECISION-WORD" // neither confirm nor reject
	CodeDecisionBy   = "LOCAL-DECISION-BY"   // nobody is named who decided
	CodeDecisionNote = "LOCAL-DECISION-NOTE" // it does not say why
	CodeDecisionULN  = "LOCAL-DECISION-ULN"  // no ULN to use, or LRS does not match the learner under it
	CodeDeclined     = "LOCAL-DECLINED"      // a person said no
	CodeNotDecided   = "LOCAL-NOT-DECIDED"   // nobody decided within review_within
)

// Codes that stop a file.
const (
	CodeEmpty          = "LOCAL-EMPTY"
	CodeNoRows         = "LOCAL-NO-ROWS"
	CodeKind           = "LOCAL-KIND" // neither an achievement nor a verify file
	CodeColumnsMissing = "LOCAL-COLUMNS-MISSING"
	CodeColumnsTwice   = "LOCAL-COLUMNS-TWICE"
	CodeEncoding       = "LOCAL-ENCODING"
	CodeFormat         = "LOCAL-FORMAT" // a workbook, zip or PDF
	CodeQuote          = "LOCAL-QUOTE"  // a quote never closed, or one in the wrong place
	CodeTruncated      = "LOCAL-TRUNCATED"
	CodeXML            = "LOCAL-XML"
	CodeXMLDTD         = "LOCAL-XML-DTD"
	CodeXMLDepth       = "LOCAL-XML-DEPTH"
	CodeRecordSize     = "LOCAL-RECORD-SIZE" // a record over 1 MiB
	CodeFileSize       = "LOCAL-FILE-SIZE"
	CodeRowLimit       = "LOCAL-ROW-LIMIT"
	CodeCount          = "LOCAL-COUNT"
	CodeWrongOrg       = "LOCAL-WRONG-ORG"
	CodeNoOrg          = "LOCAL-NO-ORG"
	CodeSubmissionType = "LOCAL-SUBMISSION-TYPE"
	CodeEmail          = "LOCAL-EMAIL"
	CodeFileName       = "LOCAL-FILE-NAME"
	CodeUnreadable     = "LOCAL-UNREADABLE"
	CodeInvalidRows    = "LOCAL-INVALID-ROWS" // on_invalid_rows: reject_file
	CodeWithdrawals    = "LOCAL-WITHDRAWALS"  // more than max_withdrawals
	CodeDuplicateFile  = "LOCAL-DUPLICATE-FILE"
	CodeUserUnknown    = "LOCAL-USER-UNKNOWN" // nobody to name to LRS, or a name that it does not take
	CodeUserTwo        = "LOCAL-USER-TWO"     // the rows name two people
)

// Codes of the exchange with LRS, where LRS itself gave none.
const (
	CodeAlreadySent  = "LOCAL-ALREADY-SENT"
	CodeTrial        = "LOCAL-TRIAL"       // send: false
	CodeNoAnswer     = "LOCAL-NO-ANSWER"   // LRS answered three times without this row
	CodeUnknown      = "LOCAL-UNKNOWN"     // the submit's answer was lost
	CodeUnconfirmed  = "LOCAL-UNCONFIRMED" // the job's counters leave this row open
	CodeRejected     = "LOCAL-REJECTED"    // LRS refused the row and gave no code
	CodeJobFailed    = "LOCAL-JOB-FAILED"
	CodeJobCancelled = "LOCAL-JOB-CANCELLED"
	CodeJobOverdue   = "LOCAL-JOB-OVERDUE"
	CodeCancelled    = "LOCAL-CANCELLED"      // a person stopped the file before it was sent
	CodeFoundTaken   = "LOCAL-FOUND-ACCEPTED" // a person found out at LRS what became of the row
	CodeFoundRefused = "LOCAL-FOUND-REJECTED"
	CodeFoundMissing = "LOCAL-NOT-RECEIVED"
	CodeActionCodes  = "LOCAL-ACTION-CODES" // production refuses while unconfirmed (ASM-01)
	CodeNet          = "LOCAL-NET"
	CodeTLS          = "LOCAL-TLS"
	CodeTimeout      = "LOCAL-TIMEOUT"
	CodeSOAPFault    = "LOCAL-SOAP-FAULT"
	CodeOutage       = "LOCAL-OUTAGE"
	CodeRedirect     = "LOCAL-REDIRECT"
	CodeBadAnswer    = "LOCAL-BAD-ANSWER" // nothing that the contract describes
	CodeNoJobID      = "LOCAL-NO-JOB-ID"
	CodeInternal     = "LOCAL-INTERNAL" // our own machine failed
)
