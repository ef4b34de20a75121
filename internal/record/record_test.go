package record

import (
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"
)

const today = "2026-01-12"

func goodAward() Achievement {
	return Achievement{
		Learner: Learner{MISIdentifier: "REG-1", ULN: "1000000078", GivenName: "Alex", FamilyName: "Example",
			DateOfBirth: "2001-02-03", Gender: "1"},
		Reference: "610/5596/7", AwardDate: "2025-06-30", Grade: "Pass", Language: "English",
		Action: "award", ActionDate: "2025-07-01", Postcode: "CV4 9EE",
	}
}

// found lists broken rules as "Column CODE", a warning with a question mark.
func found(r Rules, a *Achievement) []string {
	var all []string
	r.Achievement(a, func(f Field, p Problem) {
		mark := ""
		if p.Warning {
			mark = "?"
		}
		all = append(all, f.Name()+" "+p.Code+mark)
	})
	return all
}

func TestO7_TheRulesOfTheContractHold(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*Achievement)
		want   string
	}{
		{"a good award", func(a *Achievement) {}, ""},
		{"no ULN", func(a *Achievement) { a.ULN = " " }, "Uln LOCAL-MISSING"},
		{"ULN with 9 digits", func(a *Achievement) { a.ULN = "100000007" }, "Uln LOCAL-ULN-FORMAT"},
		{"ULN that starts with 0", func(a *Achievement) { a.ULN = "0000000042" }, "Uln LOCAL-ULN-FORMAT"},
		{"ULN from a spreadsheet", func(a *Achievement) { a.ULN = "1.00E+09" }, "Uln LOCAL-ULN-EXCEL"},
		{"ULN from a spreadsheet, comma", func(a *Achievement) { a.ULN = "1,00E+09" }, "Uln LOCAL-ULN-EXCEL"},
		{"ULN with a wrong check digit", func(a *Achievement) { a.ULN = "1000102508" }, "Uln LOCAL-ULN-CHECK"},
		{"temporary ULN", func(a *Achievement) { a.ULN = "9999999999" }, "Uln LOCAL-ULN-TEMPORARY"},
		{"no reference", func(a *Achievement) { a.Reference = "" }, "UnitOrQualificationCode LOCAL-MISSING"},
		{"reference of no form", func(a *Achievement) { a.Reference = "6105/596/7" }, "UnitOrQualificationCode LOCAL-QUAL-FORMAT"},
		{"reference that does not fit", func(a *Achievement) { a.Reference = "123/1234/1" }, "UnitOrQualificationCode LOCAL-QUAL-CHECK?"},
		{"no award date", func(a *Achievement) { a.AwardDate, a.ActionDate = "", "" }, "AchievementAwardDate LOCAL-MISSING"},
		{"award date in Excel's form", func(a *Achievement) { a.AwardDate = "30/06/2025" }, "AchievementAwardDate LOCAL-DATE-FORMAT"},
		{"award date that does not exist", func(a *Achievement) { a.AwardDate = "2025-04-31" }, "AchievementAwardDate LOCAL-DATE-FORMAT"},
		{"award before 2006-09-01", func(a *Achievement) { a.AwardDate, a.DateOfBirth = "2006-08-31", "" }, "AchievementAwardDate LOCAL-AWARD-EARLY"},
		{"first award date", func(a *Achievement) { a.AwardDate = "2006-09-01" }, ""},
		{"award today", func(a *Achievement) { a.AwardDate, a.ActionDate = today, "" }, ""},
		{"award tomorrow", func(a *Achievement) { a.AwardDate, a.ActionDate = "2026-01-13", "" },
			"AchievementAwardDate LOCAL-AWARD-FUTURE"},
		{"action before the award", func(a *Achievement) { a.ActionDate = "2025-06-29" }, "ActionDate LOCAL-ACTION-DATE"},
		{"withdrawal without its date", func(a *Achievement) { a.Action, a.ActionReason, a.ActionDate = "withdraw", "Issued in error", "" }, "ActionDate LOCAL-MISSING"},
		{"action tomorrow", func(a *Achievement) { a.ActionDate = "2026-01-13" }, "ActionDate LOCAL-ACTION-DATE"},
		{"action date of no form", func(a *Achievement) { a.ActionDate = "2024-2-9" }, "ActionDate LOCAL-DATE-FORMAT"},
		{"unknown action", func(a *Achievement) { a.Action = "delete" }, "Action LOCAL-ACTION"},
		{"withdrawal without a reason", func(a *Achievement) { a.Action = "Withdraw" }, "ActionReason LOCAL-ACTION-REASON"},
		{"withdrawal with a reason", func(a *Achievement) { a.Action, a.ActionReason = "withdraw", "Wrong learner" }, ""},
		{"grade of 20 characters", func(a *Achievement) { a.Grade = strings.Repeat("ë", 20) }, ""},
		{"grade of 21 characters", func(a *Achievement) { a.Grade = strings.Repeat("x", 21) }, "Grade LOCAL-GRADE-LENGTH"},
		{"other language", func(a *Achievement) { a.Language = "French" }, "LanguageForAssessment LOCAL-LANGUAGE?"},
		{"blank given name", func(a *Achievement) { a.GivenName = " \u00a0" }, "GivenName LOCAL-NAME-BLANK"},
		{"family name of 36 characters", func(a *Achievement) { a.FamilyName = strings.Repeat("x", 36) }, "FamilyName LOCAL-NAME-LENGTH"},
		{"35 letters with marks put on them", func(a *Achievement) { a.FamilyName = strings.Repeat("e\u0308", 35) }, ""},
		{"name with a digit", func(a *Achievement) { a.GivenName = "Al3x" }, "GivenName LOCAL-NAME-DIGITS?"},
		{"name with a lost letter", func(a *Achievement) { a.GivenName = "Zo?" }, "GivenName LOCAL-DAMAGED-TEXT?"},
		{"damaged name", func(a *Achievement) { a.GivenName = "ZoÃ«" }, "GivenName LOCAL-DAMAGED-TEXT"},
		{"name with the mark of a lost letter", func(a *Achievement) { a.GivenName = "Zo\ufffd" }, "GivenName LOCAL-DAMAGED-TEXT"},
		{"name with a line break", func(a *Achievement) { a.GivenName = "Al\nex" }, "GivenName LOCAL-CONTROL-CHARACTER"},
		{"name that XML cannot carry", func(a *Achievement) { a.GivenName = "Al\uffffex" }, "GivenName LOCAL-CONTROL-CHARACTER"},
		{"birth in the future", func(a *Achievement) { a.DateOfBirth, a.AwardDate, a.ActionDate = "2026-01-13", "", "" },
			"DateOfBirth LOCAL-BIRTH-DATE, AchievementAwardDate LOCAL-MISSING"},
		{"birth after the award", func(a *Achievement) { a.DateOfBirth = "2025-07-01" }, "DateOfBirth LOCAL-AGE?, DateOfBirth LOCAL-BIRTH-DATE"},
		{"12 years old", func(a *Achievement) { a.DateOfBirth = "2013-01-13" }, "DateOfBirth LOCAL-AGE?"},
		{"13 years old today", func(a *Achievement) { a.DateOfBirth = "2013-01-12" }, ""},
		{"111 years old", func(a *Achievement) { a.DateOfBirth = "1915-01-12" }, "DateOfBirth LOCAL-AGE?"},
		{"birth in Excel's form", func(a *Achievement) { a.DateOfBirth = "03/02/2001" }, "DateOfBirth LOCAL-DATE-FORMAT"},
		{"birth in 2100", func(a *Achievement) { a.DateOfBirth = "2100-01-01" }, "DateOfBirth LOCAL-DATE-FORMAT"},
		{"no birth date, gender or postcode", func(a *Achievement) { a.DateOfBirth, a.Gender, a.Postcode = "", "", "" }, ""},
		{"gender in a letter", func(a *Achievement) { a.Gender = "F" }, "Gender LOCAL-GENDER"},
		{"postcode of no form", func(a *Achievement) { a.Postcode = "B1 1CC" }, "LearnerPostcode LOCAL-POSTCODE"},
		{"MIS identifier of 129 characters", func(a *Achievement) { a.MISIdentifier = strings.Repeat("x", 129) }, "MISIdentifier LOCAL-MIS-LENGTH"},
		{"UKPRN of no form", func(a *Achievement) { a.ProviderUKPRN = "1234" }, "ProviderUkprn LOCAL-UKPRN"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := goodAward()
			c.change(&a)
			if got := strings.Join(found(Rules{Today: today}, &a), ", "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestO7_ConfiguredRules(t *testing.T) {
	for _, c := range []struct {
		name   string
		rules  Rules
		change func(*Achievement)
		want   string
	}{
		{"letters in a UKPRN", Rules{Today: today}, func(a *Achievement) { a.ProviderUKPRN = "TEST0000" }, ""},
		{"letters in a UKPRN, in production", Rules{Today: today, DigitsOnlyUKPRN: true},
			func(a *Achievement) { a.ProviderUKPRN = "TEST0000" }, "ProviderUkprn LOCAL-UKPRN"},
		{"another action", Rules{Today: today, Actions: []string{"award", "promote"}}, func(a *Achievement) { a.Action = "promote" }, ""},
		{"an action that is not configured", Rules{Today: today, Actions: []string{"award"}}, func(a *Achievement) { a.Action = "reinstate" },
			"Action LOCAL-ACTION, ActionReason LOCAL-ACTION-REASON"},
		{"reason not needed", Rules{Today: today, ReasonOptional: true}, func(a *Achievement) { a.Action = "withdraw" }, ""},
		{"another language", Rules{Today: today, Languages: []string{"French"}}, func(a *Achievement) { a.Language = "french" }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := goodAward()
			c.change(&a)
			if got := strings.Join(found(c.rules, &a), ", "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestO10_ValuesArePutInTheirForm(t *testing.T) {
	a := Achievement{
		Learner:   Learner{ULN: " 1000000078 ", GivenName: " Zoe\u0308", FamilyName: "Example\t", DateOfBirth: "2001-02-03T00:00:00"},
		Reference: "k5015773", AwardDate: "2025-06-30 00:00:00", Language: "welsh", Action: "", ActionDate: "", Postcode: "cv49ee",
	}
	if got := found(Rules{Today: today}, &a); got != nil {
		t.Fatal(got)
	}
	want := Achievement{
		Learner:   Learner{ULN: "1000000078", GivenName: "Zoë", FamilyName: "Example", DateOfBirth: "2001-02-03"},
		Reference: "K/501/5773", AwardDate: "2025-06-30", Language: "Welsh", Action: "award", ActionDate: "2025-06-30", Postcode: "CV4 9EE",
	}
	if a != want {
		for f := range fieldCount {
			if *f.In(&a) != *f.In(&want) {
				t.Errorf("%s: %q, want %q", f.Name(), *f.In(&a), *f.In(&want))
			}
		}
	}
}

func TestO10_WordsNameTheRowAndNothingPersonal(t *testing.T) {
	for _, c := range []struct {
		name, message, action string
		change                func(*Achievement)
	}{
		{"ULN exponent", `ULN must be 10 digits. Row 214 has "1.00E+09" because Excel shortened it.`,
			"Copy it from your system into a column formatted as Text.", func(a *Achievement) { a.ULN = "1.00E+09" }},
		{"ULN check digit", "The ULN in row 214 is not possible. A digit is probably mistyped.",
			"Check it against your records or ask the centre.", func(a *Achievement) { a.ULN = "1000102508" }},
		{"date", `Award date must be like 2025-06-30. Row 214 has "30-06-25".`,
			"Change the date.", func(a *Achievement) { a.AwardDate = "30-06-25" }},
		{"date that does not exist", `Award date must be like 2025-06-30. Row 214 has "2025-06-31", a day that does not exist.`,
			"Change the date.", func(a *Achievement) { a.AwardDate = "2025-06-31" }},
		{"birth date", "Date of birth must be like 2001-02-03. Row 214 has it as DD/MM/YYYY, as Excel writes dates.",
			"Copy it from your system into a column formatted as Text.", func(a *Achievement) { a.DateOfBirth = "04/05/2003" }},
		{"damaged name", "The letters of the given name in row 214 are damaged, like ZoÃ« for Zoë.",
			`Export the file again. In Excel choose Save As, "CSV UTF-8 (Comma delimited)".`, func(a *Achievement) { a.GivenName = "ChloÃ©" }},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := goodAward()
			c.change(&a)
			var got []Problem
			Rules{Today: today}.Achievement(&a, func(f Field, p Problem) { got = append(got, p.At(214, f.Name())) })
			if len(got) != 1 || got[0].Message != c.message || got[0].Action != c.action || got[0].Row != 214 {
				t.Errorf("%+v", got)
			}
		})
	}
}

func TestProblemsNeverQuoteALearner(t *testing.T) {
	secret := "Zaphod\u0007 9 Beeblebrox-" + strings.Repeat("z", 140)
	var words strings.Builder
	for f := range fieldCount {
		a := goodAward()
		if !f.OfAward() || f == FieldPostcode {
			*f.In(&a) = secret
		}
		Rules{Today: today}.Achievement(&a, func(_ Field, p Problem) { words.WriteString(p.Message + p.Action) })
	}
	if words.Len() == 0 || strings.Contains(words.String(), "Zaphod") || strings.Contains(words.String(), "1000000078") {
		t.Error(words.String())
	}
}

// Columns are mixed up at times: what a learner's cells say is not quoted where
// an award's are, either.
func TestO4_MixedUpColumnsQuoteNoLearner(t *testing.T) {
	today := Rules{Today: today}
	for _, cell := range []string{
		"Zaphod", "ZAPHOD", "Zaphod Beeblebrox", "Zo\u00eb", "O'Zaphod-2", "2001-02-03", "2001-02-03T00:00:00", "03/02/2001", "3.2.2001", "20010231", "2001-02-31", "1000000078", "03022001", "19570203",
	} {
		for f := range fieldCount {
			if !f.OfAward() || f == FieldPostcode {
				continue
			}
			a := goodAward()
			*f.In(&a) = cell
			said := ""
			today.Achievement(&a, func(_ Field, p Problem) { said += p.Message + p.Action })
			if strings.Contains(said, cell) {
				t.Errorf("%q as the %s: %s", cell, f.Words(), said)
			}
		}
	}
	for cell, f := range map[string]Field{"30/06/25": FieldAwardDate, "30.06.2025": FieldAwardDate, "2025-13-01": FieldActionDate, "600/1166": FieldReference, "61055967890": FieldReference, "20250630": FieldAwardDate, "30062025": FieldAwardDate} {
		a := goodAward()
		*f.In(&a) = cell
		said := ""
		today.Achievement(&a, func(_ Field, p Problem) { said += p.Message + p.Action })
		if !strings.Contains(said, cell) {
			t.Errorf("%q as the %s: %s", cell, f.Words(), said)
		}
	}
}

func TestLearnersNeverReachALog(t *testing.T) {
	a := goodAward()
	var out strings.Builder
	slog.New(slog.NewTextHandler(&out, nil)).Info("x", "a", a, "l", a.Learner)
	out.WriteString(fmt.Sprintf("%v %+v %s", a, a, a.Learner))
	if strings.Contains(out.String(), "Alex") || strings.Contains(out.String(), "1000000078") {
		t.Error(out.String())
	}
}

func TestValidULN(t *testing.T) {
	for uln, want := range map[string]bool{
		"1000102504": true, "1000102508": false, "1000000000": true, "1000000019": true, "1000000027": true,
		"1000000035": true, "1000000043": true, "1000000051": true, "1000000078": true, "1000000086": true,
		"1000000094": true, "1000000132": true, "1111111111": false, "1111111110": true, "1234567890": false,
		"1234567899": true, "0000000042": false, "9999999999": false, "": false, "100000007": false, "1.00E+09": false,
		"１000000078": false,
	} {
		if got := ValidULN(uln); got != want {
			t.Errorf("%s: %t", uln, got)
		}
	}
	for c := range 10 {
		if uln := fmt.Sprintf("100000006%d", c); ValidULN(uln) {
			t.Errorf("%s cannot be a ULN", uln)
		}
	}
}

func TestReferences(t *testing.T) {
	for in, want := range map[string]string{
		"600/1166/X": "600/1166/X", "500/4606/8": "500/4606/8", "500/2652/5": "500/2652/5", "603/3074/0": "603/3074/0",
		"603/7012/9": "603/7012/9", "601/2977/3": "601/2977/3", "610/5596/7": "610/5596/7", "610/2625/6": "610/2625/6",
		"K/501/5773": "K/501/5773", "A/504/2542": "A/504/2542", "Y/601/3236": "Y/601/3236",
		"50046068": "500/4606/8", "K5015773": "K/501/5773", "k/501/5773": "K/501/5773", "6001166x": "600/1166/X",
	} {
		got, ok := NormaliseReference(in)
		if !ok || got != want || !ReferenceFits(got) {
			t.Errorf("%s: %s %t", in, got, ok)
		}
	}
	for _, in := range []string{"", "123", "B/501/5773", "500/46068", "5/0046/068", "500-4606-8", "K/5015/773", "500/4606/Y", "ééééé"} {
		if got, ok := NormaliseReference(in); ok {
			t.Errorf("%s became %s", in, got)
		}
	}
	if ReferenceFits("123/1234/1") || ReferenceFits("A/501/5773") {
		t.Error("a wrong check character fits")
	}
}

func TestDates(t *testing.T) {
	for date, want := range map[string]bool{
		"2000-02-29": true, "2004-02-29": true, "2001-02-29": false, "1900-02-29": false, "2023-04-31": false,
		"2100-01-01": false, "1799-12-31": false, "1800-01-01": true, "2024-2-9": false, "2024-00-10": false,
		"2024-13-01": false, "2024-01-00": false, "": false, "2024/01/01": false, "20240101": false,
	} {
		if got := ValidDate(date); got != want {
			t.Errorf("%s: %t", date, got)
		}
	}
	for from, want := range map[string]string{"30/06/2025": "2025-06-30", "1/2/2025": "2025-02-01", "30/06/25": "", "31/02/2025": "", "2025-06-30": ""} {
		if got, ok := FromExcelDate(from); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %s %t", from, got, ok)
		}
	}
}

func TestTodayIsLondons(t *testing.T) {
	for at, want := range map[string]string{
		"2026-06-30T22:59:59Z": "2026-06-30", "2026-06-30T23:00:00Z": "2026-07-01", "2026-12-31T23:59:59Z": "2026-12-31",
	} {
		moment, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := LondonToday(moment); got != want {
			t.Errorf("%s: %s", at, got)
		}
	}
}

func TestPostcodes(t *testing.T) {
	for in, want := range map[string]string{
		"CV4 9EE": "CV4 9EE", "CV49EE": "CV4 9EE", "cv4 9ee": "CV4 9EE", "SW1A 1AA": "SW1A 1AA", "M1 1AE": "M1 1AE", "M11AE": "M1 1AE",
		"GIR 0AA": "GIR 0AA", "ZZ99 9ZZ": "ZZ99 9ZZ", "BFPO 1234": "BFPO 1234", "BFPO1": "BFPO 1", "bfpo 12": "BFPO 12",
		"B1 1CC": "", "E1W 1AI": "", "CV4  9EE": "", "BFPO": "", "BFPO 12345": "", "12345": "", "ABC 1AA": "", "": "", "ÉV4 9EE": "",
	} {
		got, ok := NormalisePostcode(in)
		if ok != (want != "") || ok && got != want {
			t.Errorf("%q: %q %t", in, got, ok)
		}
	}
}

func TestEmail(t *testing.T) {
	for address, want := range map[string]string{
		"a@example.org": "", "first.last@ao.org.uk": "", "o'neil@ao.uk": "", "a@b.uk": "refused", "x@ao.education": "warned",
		"a..b@ao.uk": "refused", ".a@ao.uk": "refused", "a&b@ao.uk": "refused", "": "refused", "a@": "refused", "@ao.uk": "refused",
		"a@ao": "refused", "a@b@ao.uk": "refused", "a b@ao.uk": "refused", "é@ao.uk": "refused", "a@-ao.uk": "refused",
		strings.Repeat("a", 250) + "@ao.uk": "refused",
	} {
		got := ""
		if p := Email(address); p != nil && p.Warning {
			got = "warned"
		} else if p != nil {
			got = "refused"
		}
		if got != want {
			t.Errorf("%s: %q, want %q", address, got, want)
		}
	}
}

func TestApostrophesComeAndGo(t *testing.T) {
	for cell, want := range map[string]string{
		"=1+1": "'=1+1", "+44": "'+44", "-5": "'-5", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "'=x": "''=x", "''-": "'''-",
		"x": "x", "": "", "'x": "'x", "'": "'", "O'Sample": "O'Sample", "''": "''", "5-": "5-",
	} {
		if got := EscapeCell(cell); got != want {
			t.Errorf("%q: %q", cell, got)
		}
		if got := UnescapeCell(want); got != cell {
			t.Errorf("back from %q: %q", want, got)
		}
	}
	for _, cell := range []string{"'x", "'", "O'Sample", "''", "'2001"} {
		if got := UnescapeCell(cell); got != cell {
			t.Errorf("%q lost its own apostrophe: %q", cell, got)
		}
	}
}

func TestFieldsHaveNames(t *testing.T) {
	for f := range fieldCount {
		named, ok := FieldNamed(strings.ToUpper(f.Name()))
		if !ok || named != f || f.Words() == "" {
			t.Errorf("%d: %s", f, f.Name())
		}
	}
	if f, ok := FieldNamed("UnitOrQualificationReferenceNumber"); !ok || f != FieldReference {
		t.Error("the wire's name of the reference is not known")
	}
	for _, k := range []Kind{KindAchievement, KindVerify} {
		seen := map[*string]bool{}
		var a Achievement
		for _, f := range Fields(k) {
			seen[f.In(&a)] = true
		}
		if len(seen) != len(Fields(k)) {
			t.Errorf("%s: two fields share a place", k)
		}
	}
}

func TestThousands(t *testing.T) {
	for n, want := range map[int64]string{0: "0", 999: "999", 1000: "1,000", 12340: "12,340", 1234567: "1,234,567", -1000: "-1,000", -100: "-100"} {
		if got := Thousands(n); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}
