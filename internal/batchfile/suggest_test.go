package batchfile

import (
	"strings"
	"testing"

	"lrsdrop/internal/record"
)

func TestO21_SuggestedMappingReadsTheExport(t *testing.T) {
	for _, c := range []struct {
		name, export string
		columns      map[string]string // field to source, in short
		notes        []string
	}{
		{
			"common names",
			"Candidate Number,Unique Learner Number,Forename,Surname,D.O.B.,Sex,QAN,Date Achieved,Result\n" +
				"C1,1000000078,Alex,Example,03/02/2001,M,61055967,30/06/2025,Pass\n" +
				"C2,1000000094,Kim,Sample,13/12/2001,F,60011660,01/06/2025,Pass\n",
			map[string]string{"MISIdentifier": "Candidate Number", "Uln": "Unique Learner Number", "GivenName": "Forename", "FamilyName": "Surname",
				"DateOfBirth": "D.O.B. DD/MM/YYYY", "Gender": "Sex", "UnitOrQualificationCode": "QAN", "AchievementAwardDate": "Date Achieved DD/MM/YYYY", "Grade": "Result"},
			[]string{"DateOfBirth is taken to be DD/MM/YYYY.", "No column was found for the action: every row means award."},
		},
		{
			"one name column and strange names",
			"Ref1;Learner Name;Spec;Completed\n1000000078;Example, Alex Kim;610/5596/7;30-Jun-2025\n",
			map[string]string{"Uln": "Ref1", "GivenName": "Learner Name Family, Given Middle", "FamilyName": "Learner Name Family, Given Middle",
				"UnitOrQualificationCode": "Spec", "AchievementAwardDate": "Completed DD-MMM-YYYY"},
			[]string{`Uln is guessed from its values: column "Ref1".`, `Both names come from column "Learner Name", read as "Family, Given Middle". Middle names are dropped.`},
		},
		{
			"words in another order, shortened, and dates told apart by their years",
			"Anmelde-Nr;ULN Learner;Name of Learner;Geb.;Qual No;Dt;Vorgang\n" +
				"R1;1000000078;Example, Alex;03/02/2001;61055967;30/06/2025;N\n" +
				"R2;1000000094;Sample, Kim;13/12/1981;60011660;01/06/2025;N\n",
			map[string]string{"Uln": "ULN Learner", "GivenName": "Name of Learner Family, Given Middle", "FamilyName": "Name of Learner Family, Given Middle",
				"DateOfBirth": "Geb. DD/MM/YYYY", "UnitOrQualificationCode": "Qual No", "AchievementAwardDate": "Dt DD/MM/YYYY"},
			[]string{`AchievementAwardDate is guessed from its values: column "Dt".`, `DateOfBirth is guessed from its values: column "Geb.".`,
				`No use was found for these columns: "Anmelde-Nr", "Vorgang".`},
		},
		{
			"two dates that could both be of the award",
			"ULN,Given Name,Surname,QAN,DOB,First Dt,Second Dt\n1000000078,Alex,Example,61055967,03/02/2001,30/06/2025,01/07/2025\n",
			map[string]string{"Uln": "ULN", "GivenName": "Given Name", "FamilyName": "Surname", "UnitOrQualificationCode": "QAN", "DateOfBirth": "DOB DD/MM/YYYY"},
			[]string{"No column was found for the award date. Add AchievementAwardDate with its column.",
				`No use was found for these columns: "First Dt", "Second Dt".`},
		},
		{
			"nothing known",
			"Colour,Size\nred,5\n",
			map[string]string{},
			[]string{"No column was found for the ULN. Add Uln with its column.", "No column was found for the award date. Add AchievementAwardDate with its column."},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, notes, err := Suggest(strings.NewReader(c.export))
			if err != nil {
				t.Fatal(err)
			}
			if len(m.Columns) != len(c.columns) {
				t.Errorf("%+v", m.Columns)
			}
			for field, want := range c.columns {
				s := m.Columns[field]
				if got := strings.TrimSpace(s.From + " " + s.Date + string(s.Name)); got != want {
					t.Errorf("%s: %q, want %q", field, got, want)
				}
			}
			all := strings.Join(notes, "\n")
			for _, n := range c.notes {
				if !strings.Contains(all, n) {
					t.Errorf("no note %q in\n%s", n, all)
				}
			}
			for _, personal := range []string{"Alex", "Example,", "1000000078", "2001"} {
				if strings.Contains(strings.ReplaceAll(all, "Family,", ""), personal) {
					t.Errorf("a note tells %q", personal)
				}
			}
			if _, complete := c.columns["AchievementAwardDate"]; !complete {
				return
			}
			if got := m.Problems(); got != nil {
				t.Fatal(got)
			}
			o := testOptions()
			o.Mapping = &m
			for _, r := range readAll(t, strings.Replace(c.export, "Example, Alex Kim", `"Example, Alex Kim"`, 1), o) {
				if !r.Valid() {
					t.Errorf("%+v", r.Problems)
				}
			}
		})
	}
}

func TestSuggestIsForCSV(t *testing.T) {
	_, _, err := Suggest(strings.NewReader(xmlAwards(xmlRecord)))
	if r, ok := err.(*Refusal); !ok || r.Code != record.CodeFormat {
		t.Error(err)
	}
}

func TestSuggestTakesNoLearnerForColumnNames(t *testing.T) {
	m, notes, err := Suggest(strings.NewReader("R1,1000000078,Alex,Example\nR2,1000000094,Kim,Sample\n"))
	if r, ok := err.(*Refusal); !ok || r.Code != record.CodeColumnsMissing || strings.Contains(r.Error(), "Example") {
		t.Errorf("%v %v %v", m, notes, err)
	}
}

func TestSuggestForgivesOneMistypedDate(t *testing.T) {
	export := "ULN,Award Date\n" + strings.Repeat("1000000078,30/06/2025\n", 4) + "1000000078,31/06/2025\n"
	m, notes, err := Suggest(strings.NewReader(export))
	if got := m.Columns["AchievementAwardDate"].Date; err != nil || got != "DD/MM/YYYY" {
		t.Errorf("%q %v %v", got, notes, err)
	}
}
