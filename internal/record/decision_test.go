package record

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestDecisionIsCheckedAndPutInItsNormalForm(t *testing.T) {
	tests := []struct {
		name string
		d    Decision
		want Decision
		code []string
	}{
		{"confirm", Decision{" Confirm ", "", " J Smith ", " seen "}, Decision{"confirm", "", "J Smith", "seen"}, nil},
		{"confirm with a ULN", Decision{"CONFIRM", " 1000000094 ", "J Smith", "seen"}, Decision{"confirm", "1000000094", "J Smith", "seen"}, nil},
		{"reject", Decision{"reject\t", "nonsense", "J Smith", "not ours"}, Decision{"reject", "", "J Smith", "not ours"}, nil},
		{"nobody has decided", Decision{" ", "1.00E+09", "", ""}, Decision{"", "1.00E+09", "", ""}, nil},
		{"another word", Decision{"yes", "", "J Smith", "seen"}, Decision{"yes", "", "J Smith", "seen"}, []string{CodeDecisionWord}},
		{"nobody named", Decision{"confirm", "", " ", "seen"}, Decision{"confirm", "", "", "seen"}, []string{CodeDecisionBy}},
		{"no reason", Decision{"reject", "", "J Smith", ""}, Decision{"reject", "", "J Smith", ""}, []string{CodeDecisionNote}},
		{"nothing but the word", Decision{Verdict: "confirm"}, Decision{Verdict: "confirm"}, []string{CodeDecisionBy, CodeDecisionNote}},
		{"a ULN that Excel shortened", Decision{"confirm", "1.00E+09", "J Smith", "seen"}, Decision{"confirm", "1.00E+09", "J Smith", "seen"}, []string{CodeULNExcel}},
		{"a mistyped ULN", Decision{"confirm", "1000000095", "J Smith", "seen"}, Decision{"confirm", "1000000095", "J Smith", "seen"}, []string{CodeULNCheck}},
		{"a name read backwards", Decision{"confirm", "", "\u202ehtimS J", "seen"}, Decision{"confirm", "", "\u202ehtimS J", "seen"}, []string{CodeDecisionBy}},
		{"a name of two lines", Decision{"confirm", "", "J\nSmith", "seen"}, Decision{"confirm", "", "J\nSmith", "seen"}, []string{CodeDecisionBy}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var codes []string
			for _, p := range test.d.Check() {
				codes = append(codes, p.Code)
				if p.Column == "" || p.Message == "" || p.Action == "" {
					t.Errorf("%s lacks words", p.Code)
				}
			}
			if test.d != test.want || !slices.Equal(codes, test.code) {
				t.Errorf("got %#v %v, want %#v %v", test.d, codes, test.want, test.code)
			}
		})
	}
}

func TestDecisionIsBounded(t *testing.T) {
	d := Decision{"reject", "", strings.Repeat("n", MaxDecidedBy+1), strings.Repeat("é", MaxNote+1)}
	if found := d.Check(); len(found) != 2 {
		t.Errorf("%d problems", len(found))
	}
}

func TestDecisionIsKeptOutOfMessages(t *testing.T) {
	d := Decision{"confirm", "1000000094", "J Smith", "birth certificate of Sam Specimen"}
	if said := fmt.Sprint(d, d.LogValue()); strings.Contains(said, "Specimen") || strings.Contains(said, "1000000094") {
		t.Errorf("it says %s", said)
	}
}
