package lrssim

import (
	"bytes"
	"encoding/base64"
	"encoding/csv"
	"encoding/xml"
)

// writeErrorFile makes the AchievementBatchErrorFile, whose real form is not public (CONTRACT 4.4):
// a CSV table, the same in base64, or XML. It is empty when no row was rejected.
func writeErrorFile(rejected []judged, form string) string {
	if len(rejected) == 0 {
		return ""
	}
	if form == "xml" {
		return errorXML(rejected)
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	// Writes to a bytes.Buffer do not fail.
	_ = w.Write([]string{"MISIdentifier", "Uln", "ErrorCode", "ErrorDescription"})
	for _, row := range rejected {
		_ = w.Write([]string{row.mis, row.uln, row.why.code, row.why.text})
	}
	w.Flush()
	if form == "base64" {
		return base64.StdEncoding.EncodeToString(b.Bytes())
	}
	return b.String()
}

func errorXML(rejected []judged) string {
	w := newWriter(false, false)
	w.raw(xml.Header + "<AchievementBatchErrors>")
	for _, row := range rejected {
		w.raw("<Error>")
		w.text("MISIdentifier", row.mis)
		w.text("Uln", row.uln)
		w.text("ErrorCode", row.why.code)
		w.text("ErrorDescription", row.why.text)
		w.raw("</Error>")
	}
	w.raw("</AchievementBatchErrors>")
	return string(w.bytes())
}
