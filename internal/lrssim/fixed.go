package lrssim

// FixedLearner is a test learner: the details to send, and the code that LRS then gives.
type FixedLearner struct {
	ULN, GivenName, FamilyName, DateOfBirth, Gender string

	Expect string // WSVRC001 to WSVRC006
	Note   string // what makes it so

	registerGiven, registerFamily, previousFamily, master string
}

// FixedLearners lists the learners of learners.csv. The first six never change their code; the
// others serve as masters and for further forms of similarity.
func FixedLearners() []FixedLearner {
	return []FixedLearner{
		{ULN: "1000000078", GivenName: "Alex", FamilyName: "Example", DateOfBirth: "2001-02-03", Gender: "1",
			Expect: "WSVRC001", Note: "the register says the same"},
		{ULN: "1000000027", GivenName: "Blair", FamilyName: "Sample", DateOfBirth: "2000-05-17", Gender: "2",
			Expect: "WSVRC002", Note: "linked to 1000000094", master: "1000000094"},
		{ULN: "1000000035", GivenName: "Sam", FamilyName: "Specimen", DateOfBirth: "2002-11-30", Gender: "1",
			Expect: "WSVRC003", Note: "the register says Samuel", registerGiven: "Samuel"},
		{ULN: "1000000043", GivenName: "Nic", FamilyName: "Instance", DateOfBirth: "1999-08-21", Gender: "2",
			Expect: "WSVRC004", Note: "the register says Nicola, linked to 1000000132", registerGiven: "Nicola", master: "1000000132"},
		{ULN: "1000000051", GivenName: "Robin", FamilyName: "Placeholder", DateOfBirth: "2003-01-09", Gender: "1",
			Expect: "WSVRC005", Note: "the register has somebody else", registerGiven: "Terry", registerFamily: "Otherwise"},
		{ULN: "1000000086", GivenName: "Zoë", FamilyName: "O'Sample", DateOfBirth: "2001-12-24", Gender: "2",
			Expect: "WSVRC006", Note: "not in the register"},
		{ULN: "1000000094", GivenName: "Blair", FamilyName: "Sample-Jones", DateOfBirth: "2000-05-17", Gender: "2",
			Expect: "WSVRC001", Note: "master of 1000000027"},
		{ULN: "1000000132", GivenName: "Nicola", FamilyName: "Instance-Brown", DateOfBirth: "1999-08-21", Gender: "2",
			Expect: "WSVRC001", Note: "master of 1000000043"},
		{ULN: "1000000000", GivenName: "Model", FamilyName: "Kerry", DateOfBirth: "2000-02-29", Gender: "2",
			Expect: "WSVRC003", Note: "the names are swapped", registerGiven: "Kerry", registerFamily: "Model"},
		{ULN: "1000000019", GivenName: "Lee", FamilyName: "Before", DateOfBirth: "1998-04-05", Gender: "2",
			Expect: "WSVRC003", Note: "Before is the previous family name of Afterwards", registerFamily: "Afterwards", previousFamily: "Before"},
		{ULN: "1000102504", GivenName: "Chris", FamilyName: "Pattern", DateOfBirth: "2001-06-07", Gender: "1",
			Expect: "WSVRC001", Note: "the register says the same"},
	}
}

// FixedReference is a qualification or unit and what it does to a row or a whole job.
type FixedReference struct {
	Reference     string
	Title         string
	Organisations []string // that may award it; none = all
	Grades        []string // that it has; none = any
	Behaviour     Behaviour
}

// FixedReferences lists the references of qualifications.csv. Each fits CONTRACT 6.2, check
// character included; those of series 999 are invented.
func FixedReferences() []FixedReference {
	passes := []string{"Pass", "Merit", "Distinction"}
	return []FixedReference{
		{"610/5596/7", "Accepted qualification", nil, passes, BehaveAccept},
		{"K/501/5773", "Accepted unit", nil, []string{"Pass"}, BehaveAccept},
		{"999/0001/4", "Accepted, of Acme Awarding only", []string{"acme"}, passes, BehaveAccept},
		{"999/0002/6", "Accepted, of Beta Board only", []string{"beta"}, passes, BehaveAccept},
		{"999/0003/8", "Row rejected as a field error", nil, nil, BehaveRejectField},
		{"999/0004/X", "Row rejected as a learner error", nil, nil, BehaveRejectLearner},
		{"999/0005/1", "Row rejected as a business rule error", nil, nil, BehaveRejectBusiness},
		{"999/0006/3", "The whole job fails", nil, nil, BehaveFail},
		{"999/0007/5", "The whole job is cancelled", nil, nil, BehaveCancel},
		{"999/0008/7", "The whole job is slow", nil, nil, BehaveSlow},
		{"999/0009/9", "The whole job never ends", nil, nil, BehaveNever},
		{"999/0010/5", "The counters of the job do not add up", nil, nil, BehaveMiscount},
		{"999/0011/7", "Row rejected, and the error file cannot be read", nil, nil, BehaveGarbled},
	}
}
