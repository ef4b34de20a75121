package batchfile

import (
	"bytes"
	"errors"
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

// However many cells of a row a spreadsheet has changed, all are put back, and
// the row can be kept and read again.
func TestF28_RowOfManyChangedCellsIsPutBackAndKept(t *testing.T) {
	const n = 3000
	o := testOptions()
	original(&o, n)
	row := readAll(t, returnedFile(n), o)[0]
	for i, cell := range row.Cells[:n] {
		if cell != "007" {
			t.Fatalf("cell %d is %q", i, cell)
		}
	}
	var kept bytes.Buffer
	w := NewRowWriter(&kept)
	if err := errors.Join(w.Write(&row), w.Flush()); err != nil {
		t.Fatal(err)
	}
	var again Row
	if err := NewRowReader(&kept).Next(&again); err != nil || !again.Valid() || len(again.Problems) == 0 {
		t.Errorf("%v, %d problems", err, len(again.Problems))
	}
}
