package lrs

import (
	"iter"
	"strconv"

	"lrsdrop/internal/record"
)

// Requests of the learner service have unqualified children: no default
// namespace may stand on their root (section 1.3).
const (
	verifyLearnerOpen = `<r:VerifyLearner xmlns:r="http://api.lrs.miap.gov.uk/reportmsg" ` + instance + `>`
	submitVerifyOpen  = `<v:SubmitVerifyBatch ` + batchNames + `>`
	verifyOutputOpen  = `<v:GetVerifyBatchOutput ` + batchNames + `>`
	submitBatchOpen   = `<e:SubmitAchievementBatchJob ` + serviceNames + ` ` + instance + `>`
	getBatchOpen      = `<e:GetAchievementBatchJob ` + serviceNames + `>`

	instance     = `xmlns:i="http://www.w3.org/2001/XMLSchema-instance"`
	batchNames   = `xmlns:v="http://api.lrs.miap.gov.uk/vldmsg" ` + instance
	serviceNames = `xmlns:e="http://api.lrs.qcf.gov.uk/services" xmlns:m="http://api.lrs.qcf.gov.uk/model"`
)

// Elements of the learner service (sections 1.4 to 1.6).
var (
	tagOrganisationRef = newTag("OrganisationRef")
	tagUKPRN           = newTag("UKPRN")
	tagOrgPassword     = newTag("OrgPassword")
	tagUserName        = newTag("UserName")
	tagRecordCount     = newTag("LearnerRecordCount")
	tagOrgEmail        = newTag("OrgEmail")
	tagMISIdentifier   = newTag("MISIdentifier")
	tagULN             = newTag("ULN")
	tagFamilyName      = newTag("FamilyName")
	tagGivenName       = newTag("GivenName")
	tagDateOfBirth     = newTag("DateOfBirth")
	tagGender          = newTag("Gender")
	tagJobID           = newTag("JobID")
)

// Elements of the achievement service (sections 1.7 and 1.8).
var (
	tagUserPassword   = newTag("m:OrgPassword")
	tagUserRef        = newTag("m:OrganisationRef")
	tagUserUserName   = newTag("m:UserName")
	tagEmailAddress   = newTag("e:emailAddress")
	tagSubmissionType = newTag("e:submissionType")
	tagServiceJobID   = newTag("e:jobId")

	tagAwardDate     = newTag("e:AchievementAwardDate")
	tagAction        = newTag("e:Action")
	tagActionDate    = newTag("e:ActionDate")
	tagActionReason  = newTag("e:ActionReason")
	tagBirth         = newTag("e:DateofBirth")
	tagFamily        = newTag("e:FamilyName")
	tagLearnerGender = newTag("e:Gender")
	tagGiven         = newTag("e:GivenName")
	tagGrade         = newTag("e:Grade")
	tagLanguage      = newTag("e:LanguageForAssessment")
	tagPostcode      = newTag("e:LearnerPostcode")
	tagMisIdentifier = newTag("e:MisIdentifier")
	tagProviderUkprn = newTag("e:ProviderUkprn")
	tagUln           = newTag("e:Uln")
	tagReference     = newTag("e:UnitOrQualificationReferenceNumber")
)

// writeVerifyLearner writes the request of section 1.4.
func writeVerifyLearner(e *envelope, c Credentials, id Identity, l *record.Learner) {
	e.raw(prologue + verifyLearnerOpen)
	writeCaller(e, c, id)
	e.raw("<LearnerToVerify>")
	writeDetails(e, l)
	e.raw("</LearnerToVerify></r:VerifyLearner>" + epilogue)
}

// writeSubmitVerify writes the request of section 1.5.
func writeSubmitVerify(e *envelope, c Credentials, id Identity, n int, rows iter.Seq2[record.Learner, error]) {
	e.raw(prologue + submitVerifyOpen)
	writeCaller(e, c, id)
	e.text(tagRecordCount, strconv.Itoa(n))
	e.nillable(tagOrgEmail, c.Email)
	writeRows(e, n, rows, writeLearner)
	e.raw("</v:SubmitVerifyBatch>" + epilogue)
}

// writeVerifyOutput writes the request of section 1.6.
func writeVerifyOutput(e *envelope, c Credentials, id Identity, job JobID) {
	e.raw(prologue + verifyOutputOpen)
	writeCaller(e, c, id)
	e.text(tagJobID, job.String())
	e.raw("</v:GetVerifyBatchOutput>" + epilogue)
}

// writeSubmitBatch writes the request of section 1.7.
func writeSubmitBatch(e *envelope, c Credentials, o Options, n int, rows iter.Seq2[record.Achievement, error]) {
	e.raw(prologue + submitBatchOpen)
	writeInvokingUser(e, c, o.AchievementIdentity)
	e.nillable(tagEmailAddress, c.Email)
	e.text(tagSubmissionType, o.SubmissionType)
	e.raw("<e:achievements>")
	writeRows(e, n, rows, func(e *envelope, a *record.Achievement) { writeAchievement(e, a, o.ActionCodes) })
	e.raw("</e:achievements></e:SubmitAchievementBatchJob>" + epilogue)
}

// writeGetBatch writes the request of section 1.8.
func writeGetBatch(e *envelope, c Credentials, id Identity, job JobID) {
	e.raw(prologue + getBatchOpen)
	writeInvokingUser(e, c, id)
	e.text(tagServiceJobID, job.String())
	e.raw("</e:GetAchievementBatchJob>" + epilogue)
}

func writeCaller(e *envelope, c Credentials, id Identity) {
	ref, ukprn := id(c)
	e.nillable(tagOrganisationRef, ref)
	e.nillable(tagUKPRN, ukprn)
	e.password(tagOrgPassword, c.Password)
	e.must(tagUserName, c.UserName)
}

func writeInvokingUser(e *envelope, c Credentials, id Identity) {
	ref, _ := id(c)
	e.raw("<e:invokingUser>")
	e.password(tagUserPassword, c.Password)
	e.must(tagUserRef, ref)
	e.must(tagUserUserName, c.UserName)
	e.raw("</e:invokingUser>")
}

func writeLearner(e *envelope, l *record.Learner) {
	e.raw("<Learner>")
	if l.MISIdentifier != "" {
		e.text(tagMISIdentifier, l.MISIdentifier)
	}
	writeDetails(e, l)
	e.raw("</Learner>")
}

func writeDetails(e *envelope, l *record.Learner) {
	e.must(tagULN, l.ULN)
	e.must(tagFamilyName, l.FamilyName)
	e.must(tagGivenName, l.GivenName)
	if l.DateOfBirth != "" && !isDate(l.DateOfBirth) {
		e.fail(tagDateOfBirth, "is not a date like 2025-06-30")
	}
	e.nillable(tagDateOfBirth, l.DateOfBirth)
	e.nillable(tagGender, l.Gender)
}

// writeAchievement keeps the alphabetical order of the data contract: a
// member out of order is dropped without a word (section 1.3).
func writeAchievement(e *envelope, a *record.Achievement, codes map[string]int) {
	e.raw("<e:Achievement>")
	e.midnightOf(tagAwardDate, a.AwardDate)
	writeAction(e, a.Action, codes)
	e.midnightOf(tagActionDate, a.ActionDate)
	e.nillable(tagActionReason, a.ActionReason)
	writeBirth(e, a.DateOfBirth)
	e.must(tagFamily, a.FamilyName)
	writeGender(e, a.Gender)
	e.must(tagGiven, a.GivenName)
	e.nillable(tagGrade, a.Grade)
	e.nillable(tagLanguage, a.Language)
	e.nillable(tagPostcode, a.Postcode)
	e.nillable(tagMisIdentifier, a.MISIdentifier)
	e.nillable(tagProviderUkprn, "") // LRS asks not to supply it (section 3.2)
	e.must(tagUln, a.ULN)
	e.must(tagReference, a.Reference)
	e.raw("</e:Achievement>")
}

func writeAction(e *envelope, word string, codes map[string]int) {
	code, ok := codes[word]
	if !ok {
		e.fail(tagAction, "is a word without a number in action_codes")
		return
	}
	e.raw(tagAction.open)
	if e.err == nil {
		e.body = strconv.AppendInt(e.body, int64(code), 10)
	}
	e.raw(tagAction.close)
}

func writeBirth(e *envelope, date string) {
	if date == "" {
		e.raw(tagBirth.null)
		return
	}
	e.midnightOf(tagBirth, date)
}

// writeGender refuses what the wire's int cannot hold.
func writeGender(e *envelope, gender string) {
	if gender != "" && (len(gender) != 1 || gender[0] < '0' || gender[0] > '9') {
		e.fail(tagLearnerGender, "is not one digit")
	}
	e.nillable(tagLearnerGender, gender)
}
