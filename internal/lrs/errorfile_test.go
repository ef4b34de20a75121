package lrs

import (
	"encoding/base64"
	"reflect"
	"strings"
	"testing"
)

func TestParseErrorFile(t *testing.T) {
	plain := "MISIdentifier,Uln,ErrorCode,ErrorDescription\r\nREG-000001,1000000078,E17,\"Grade, unknown\"\r\nREG-000002,1000000086,E18,No such learner\r\n"
	want := []Rejection{
		{MISIdentifier: "REG-000001", ULN: "1000000078", Code: "E17", Text: "Grade, unknown"},
		{MISIdentifier: "REG-000002", ULN: "1000000086", Code: "E18", Text: "No such learner"},
	}
	tests := map[string]struct {
		raw  string
		want []Rejection
	}{
		"CSV":             {plain, want},
		"CSV with BOM":    {"\ufeff" + plain, want},
		"base64":          {base64.StdEncoding.EncodeToString([]byte(plain)), want},
		"base64 in lines": {base64.StdEncoding.EncodeToString([]byte(plain))[:76] + "\r\n" + base64.StdEncoding.EncodeToString([]byte(plain))[76:], want},
		"semicolons":      {strings.ReplaceAll(strings.ReplaceAll(plain, "Grade, unknown", "Grade unknown"), ",", ";"), []Rejection{{MISIdentifier: "REG-000001", ULN: "1000000078", Code: "E17", Text: "Grade unknown"}, want[1]}},
		"columns elsewhere": {"Line No;Postcode;UnitOrQualificationCode;ActionReason;SubmissionType;MIS Id;Reason Code;Reason\n4;CV4 9EE;610/5596/7;x;Final;A-1;R9;late\n",
			[]Rejection{{MISIdentifier: "A-1", Row: 4, Code: "R9", Text: "late"}}},
		"after a batch header": {"NumberOfRecords,AwardingOrganisation\n2,RN0000\n" + plain, want},
		"text alone":           {"uln,error\n1000000078,bad\n", []Rejection{{ULN: "1000000078", Text: "bad"}}},
		"XML elements":         {`<?xml version="1.0"?><Errors><Error><MisIdentifier>REG-000001</MisIdentifier><Uln>1000000078</Uln><ErrorCode>E17</ErrorCode><Description>Grade, unknown</Description></Error></Errors>`, want[:1]},
		"XML attributes":       {`<e:Errors xmlns:e="u"><e:Error MisIdentifier="REG-000001" Uln="1000000078" ErrorCode="E17" ErrorDescription="Grade, unknown"/></e:Errors>`, want[:1]},
		"empty":                {"", nil},
		"free text":            {"Two records were refused.", nil},
		"header alone":         {"MISIdentifier,ErrorCode\n", nil},
		"no reason":            {"MISIdentifier,Uln\nA,1000000078\n", nil},
		"nobody named":         {"ErrorCode,ErrorDescription\nE17,x\n", nil},
		"one row unreadable":   {plain + "REG-000003\n", nil},
		"one row without name": {plain + ",,E19,x\n", nil},
		"quote never closed":   {plain + "\"REG", nil},
		"row is a word":        {"row,error\nfour,bad\n", nil},
		"zip":                  {base64.StdEncoding.EncodeToString([]byte("PK\x03\x04 and so on, never text")), nil},
		"XML cut off":          {`<Errors><Error><Uln>1000000078</Uln><ErrorCode>E17</ErrorCode></Error>`, nil},
		"XML with DTD":         {`<!DOCTYPE x><Errors><Error Uln="1" ErrorCode="2"/></Errors>`, nil},
		"HTML":                 {`<html><body><p>Error</p></body></html>`, nil},
		"too large":            {strings.Repeat(plain, maxErrorFile/len(plain)+1), nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, readable := ParseErrorFile(test.raw)
			if !reflect.DeepEqual(got, test.want) || readable != (test.want != nil) {
				t.Errorf("got %+v, %t; want %+v", got, readable, test.want)
			}
		})
	}
}
