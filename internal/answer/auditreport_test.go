package answer

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func auditReport() AuditReport {
	deed := func(minute int, call bool, d AuditDeed) AuditDeed {
		d.Time, d.Call = at(fmt.Sprintf("2026-07-03T08:%02d:00Z", minute)), call
		d.Organisation, d.UKPRN, d.OrganisationRef, d.Certificate = "acme", "10099999", "RN0000", strings.Repeat("ab", 32)
		return d
	}
	return AuditReport{
		Environment: Production, Organisation: "acme", From: at("2026-06-30T23:00:00Z"), To: at("2026-07-31T12:00:00Z"), MadeAt: at("2026-08-01T09:00:00Z"),
		Deeds: []AuditDeed{
			deed(14, true, AuditDeed{User: "J Smith", What: "Learners verified", File: "K7Q2M4XT", Batch: "K7Q2M4XT-01", Job: 431187, Rows: 5000, Outcome: "answered 5000", Code: "WSRC0029"}),
			deed(16, true, AuditDeed{User: "J Smith", What: AwardsUploaded, File: "K7Q2M4XT", Batch: "K7Q2M4XT-02", Job: 431188, Rows: 10000, Outcome: "accepted 9995, rejected 5", Code: "WSRC0009"}),
			deed(17, true, AuditDeed{User: "=A Patel", What: "Learner verified by hand", Rows: 1, Outcome: "answered", Code: "WSVRC001"}),
			deed(20, false, AuditDeed{By: "A Patel", Account: "apatel", What: "Resolve", File: "K7Q2M4XT", Batch: "K7Q2M4XT-02", Job: 431188, Outcome: "rows 10000", Note: "Job found in the portal"}),
			deed(21, false, AuditDeed{Account: "apatel", What: "Search by ULN", Outcome: "files 2"}),
		},
		Support: Support{Organisation: "Example Agent Ltd", Email: "support@example.org", Phone: "020 7946 0000", Hours: "Mon-Fri 9-5"},
	}
}

func TestAuditPageIsAsItWas(t *testing.T) {
	broken := auditReport()
	broken.Organisation, broken.Environment = "", Simulator
	broken.Broken, broken.Contact = "It is broken at event 17: it cannot be read.", "the LRS service desk, lrs.support@education.gov.uk"
	empty := auditReport()
	empty.Deeds = nil
	for name, r := range map[string]AuditReport{"audit.html": auditReport(), "broken.html": broken, "empty.html": empty} {
		var page bytes.Buffer
		if err := r.WriteHTML(&page); err != nil {
			t.Fatal(err)
		}
		path := filepath.Join("testdata", "audit", name)
		if *update {
			if err := os.WriteFile(path, page.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || !bytes.Equal(page.Bytes(), want) {
			t.Errorf("%s differs, %v:\n%s", name, err, page.String())
		}
		if strings.Contains(page.String(), "<script") || !strings.Contains(page.String(), `lang="en-GB"`) {
			t.Errorf("%s has a script, or no language", name)
		}
	}
}

func TestAuditTableIsSafeForSpreadsheets(t *testing.T) {
	var out bytes.Buffer
	if err := auditReport().WriteCSV(&out); err != nil {
		t.Fatal(err)
	}
	lines, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), byteOrderMark))).ReadAll()
	if err != nil || len(lines) != 6 {
		t.Fatalf("%d lines, %v", len(lines), err)
	}
	if got := strings.Join(lines[0], ","); got != "Time,Organisation,UKPRN,OrganisationRef,Certificate,User,What,File,Batch,Job,Rows,Outcome,Code,Digest,By,Account,Note" {
		t.Errorf("columns %s", got)
	}
	if lines[3][5] != "'=A Patel" || lines[2][9] != "431188" || lines[1][0] != "2026-07-03T08:14:00Z" {
		t.Errorf("%v", lines)
	}
}

func TestLongAuditIsCutOnThePageAlone(t *testing.T) {
	r := auditReport()
	for range shownDeeds {
		r.Deeds = append(r.Deeds, r.Deeds[0])
	}
	var page, table bytes.Buffer
	if err := r.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	if err := r.WriteCSV(&table); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(page.String(), "and 3 more: the CSV file of this report has all.") || strings.Count(table.String(), "\n") != shownDeeds+6 {
		t.Errorf("%d lines", strings.Count(table.String(), "\n"))
	}
}
