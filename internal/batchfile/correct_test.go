package batchfile

import (
	"strings"
	"testing"
)

const redropNames = "MISIdentifier,Uln,UnitOrQualificationCode,AchievementAwardDate,Grade,GivenName,FamilyName," +
	"LRSDROP_File,LRSDROP_Row,LRSDROP_Code,LRSDROP_Problem,LRSDROP_Action\r\n"

func TestErrorsFileComesBack(t *testing.T) {
	columns := []string{"MISIdentifier", "Uln", "UnitOrQualificationCode", "AchievementAwardDate", "Grade", "GivenName", "FamilyName"}
	o := testOptions()
	o.Original = func(file string, row int) ([]string, []string, bool) {
		if file != "K7Q2" || row != 31 {
			return nil, nil, false
		}
		return columns, []string{"=007", "1000000087", "610/5596/7", "2025-06-30", "001", "Alex", "Example"}, true
	}
	rows := readAll(t, "\ufeff"+redropNames+
		"'=007,1000000078,610/5596/7,30/06/2025,1,Alex,Example,K7Q2,31,LOCAL-ULN-CHECK,x,y\r\n"+
		"REG-2,1000000094,610/5596/7,30/06/2025,Pass,Alex,Example,K7Q2,32,LOCAL-ULN-CHECK,x,y\r\n"+
		"REG-3,1000000132,610/5596/7,2025-06-30,Pass,Alex,Example,,,,,\r\n", o)
	if got := problemsOf(rows); got != "2 AchievementAwardDate LOCAL-RESTORED?, 2 Grade LOCAL-RESTORED?, "+
		"3 LRSDROP_Row LOCAL-CORRECTION, 3 AchievementAwardDate LOCAL-DATE-FORMAT, 4 LRSDROP_Row LOCAL-CORRECTION" {
		t.Error(got)
	}
	first := rows[0]
	if !first.Valid() || first.Corrects != (Correction{"K7Q2", 31}) || first.AwardDate != "2025-06-30" || first.Grade != "001" {
		t.Errorf("%+v %s", first.Corrects, first.AwardDate)
	}
	if strings.Join(first.Cells, "|") != "=007|1000000078|610/5596/7|2025-06-30|001|Alex|Example" {
		t.Error("the cells are not the client's own")
	}

	o.CellsOnly, o.Original = true, nil
	cells := readAll(t, redropNames+"'-1,1,x,x,1,'x,'+44,K7Q2,31,a,b,c\r\n", o)
	if got := strings.Join(cells[0].Cells, "|"); got != "-1|1|x|x|1|'x|+44" || cells[0].Corrects.Row != 31 {
		t.Error(got)
	}
}

func TestHeadOfAnErrorsFile(t *testing.T) {
	r, err := Open(strings.NewReader(redropNames), testOptions())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if h := r.Head(); !h.Redrop || h.Unknown != nil || len(h.Columns) != 7 {
		t.Errorf("%+v", h)
	}
}

func TestAnApostropheIsTheClientsOwnInOtherFiles(t *testing.T) {
	rows := readAll(t, awardNames+strings.Replace(awardRow, "REG-1", "'-1", 1), testOptions())
	if rows[0].MISIdentifier != "'-1" {
		t.Error(rows[0].MISIdentifier)
	}
}

func TestACorrectionOfWhatIsNoLongerKeptSaysSo(t *testing.T) {
	o := testOptions()
	o.Original = func(string, int) ([]string, []string, bool) { return nil, nil, false }
	o.Deleted = func(file string) bool { return file == "K7Q2" }
	rows := readAll(t, redropNames+
		"REG-1,1000000078,610/5596/7,2025-06-30,Pass,Alex,Example,K7Q2,31,LOCAL-ULN-CHECK,x,y\r\n"+
		"REG-2,1000000094,610/5596/7,2025-06-30,Pass,Alex,Example,M3XA,32,LOCAL-ULN-CHECK,x,y\r\n", o)
	if got := problemsOf(rows); got != "2 LRSDROP_Row LOCAL-CORRECTION-LATE, 3 LRSDROP_Row LOCAL-CORRECTION" {
		t.Error(got)
	}
}
