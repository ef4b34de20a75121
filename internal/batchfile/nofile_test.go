package batchfile

import "testing"

// Rows that validate gave back belong to no file, so they come back as new ones.
func TestRowsThatValidateGaveBackCorrectNothing(t *testing.T) {
	o := testOptions()
	o.Original = func(string, int) ([]string, []string, bool) {
		t.Error("an earlier file was looked for")
		return nil, nil, false
	}
	rows := readAll(t, "LRSDROP_File,LRSDROP_Row,"+awardNames+NoFile+",2,"+otherRow, o)
	if len(rows) != 1 || problemsOf(rows) != "" || rows[0].Corrects != (Correction{}) {
		t.Errorf("%s, %+v", problemsOf(rows), rows)
	}
}
