package lrs

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// contractCodes is every code of section 5 that is LRS's.
func contractCodes() []string {
	var all []string
	add := func(family string, width int, numbers ...int) {
		for _, n := range numbers {
			digits := strconv.Itoa(n)
			all = append(all, family+strings.Repeat("0", width-len(digits))+digits)
		}
	}
	add("WSVRC", 3, 1, 2, 3, 4, 5, 6)
	add("VRF", 1, 1, 2, 3, 4, 5, 6, 7, 8)
	add("WSEC", 4, 1, 2, 3, 4, 5, 6, 43, 44, 45, 46, 47, 136, 206, 208, 999)
	add("WSRC", 4, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 14, 15, 17, 18, 19, 20, 21, 22, 23, 24, 30)
	add("RC", 3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13)
	return append(all, "Waiting", "InProgress", "Successful", "Failed", "Cancelled")
}

// namedByContract are codes of section 5.5 that no rule of ours gives yet.
func namedByContract() []string {
	return []string{"LOCAL-GRADE-UNKNOWN", "LOCAL-QUAL-NOT-OURS", "LOCAL-NOT-VERIFIED", "LOCAL-VERIFY-MANUAL"}
}

// TestO18_CatalogueIsComplete: LRS's codes and ours are in it, and nothing
// else is.
func TestO18_CatalogueIsComplete(t *testing.T) {
	want := slices.Concat(contractCodes(), namedByContract(), localCodes(t))
	var got []string
	for _, e := range Catalogue() {
		got = append(got, e.Code)
	}
	slices.Sort(want)
	slices.Sort(got)
	want = slices.Compact(want)
	for _, code := range want {
		if _, ok := slices.BinarySearch(got, code); !ok {
			t.Errorf("%s is not in the catalogue", code)
		}
	}
	for i, code := range got {
		if _, ok := slices.BinarySearch(want, code); !ok {
			t.Errorf("%s is in the catalogue and nowhere else", code)
		}
		if i > 0 && got[i-1] == code {
			t.Errorf("%s is there twice", code)
		}
	}
}

// localCodes reads the constants of package record.
func localCodes(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", "record", "codes.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := literals(file, regexp.MustCompile(`^LOCAL-`))
	if len(codes) < 50 {
		t.Fatalf("found %d codes only", len(codes))
	}
	return codes
}

func literals(file *ast.File, like *regexp.Regexp) []string {
	var found []string
	ast.Inspect(file, func(n ast.Node) bool {
		if l, ok := n.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil && like.MatchString(s) {
				found = append(found, s)
			}
		}
		return true
	})
	return found
}

func TestEveryEntryTellsAPersonWhatToDo(t *testing.T) {
	who := []Who{WhoAO, WhoCentre, WhoOps, WhoLRS, WhoNobody}
	retries := []Retry{RetryNone, RetryNo, RetryLater, RetryLimited, RetryAfterFix}
	for _, e := range Catalogue() {
		for _, text := range []string{e.Meaning, e.Action} {
			if len(text) < 8 || !strings.HasSuffix(strings.TrimSuffix(text, `"`), ".") && !strings.HasSuffix(text, `".`) {
				t.Errorf("%s: %q is no sentence", e.Code, text)
			}
		}
		if !slices.Contains(who, e.Who) || !slices.Contains(retries, e.Retry) {
			t.Errorf("%s: who %q, retry %q", e.Code, e.Who, e.Retry)
		}
		if (e.class != 0) != (e.Retry != RetryNone) && !strings.HasPrefix(e.Code, "LOCAL-") {
			t.Errorf("%s: class %d with retry %q", e.Code, e.class, e.Retry)
		}
	}
}

// TestO19_O20_PromptsOfTheApplicationForm: the words of the interface.
func TestO19_O20_PromptsOfTheApplicationForm(t *testing.T) {
	for code, want := range map[string]string{
		"WSVRC003":        "LRS found this ULN but the name is similar, not the same. Sign in to the LRS organisation portal and check all the learner's details against yours. Then record your decision in the review file.",
		"WSVRC004":        "The name is similar and this ULN has been merged into another (the master). Sign in to the LRS organisation portal and check that the master record is your learner. If not, raise a ULN data challenge there.",
		"WSVRC006":        "LRS has no learner with this ULN. Not sent. Ask the centre for the correct ULN.",
		"LOCAL-ULN-CHECK": "The ULN is not possible. A digit is probably mistyped. Check it against your records or ask the centre.",
	} {
		if e, ok := Lookup(code); !ok || e.Meaning+" "+e.Action != want {
			t.Errorf("%s: %q", code, e.Meaning+" "+e.Action)
		}
	}
}

// TestSubmitRuleOfEachCode is the list of the architecture's rule 3: without
// a job number, these codes and no others say that a batch was not taken.
func TestSubmitRuleOfEachCode(t *testing.T) {
	want := map[string]verdict3{"WSEC0004": resend}
	for _, code := range []string{"0001", "0002", "0003", "0005", "0006", "0043", "0044", "0045", "0046", "0047"} {
		want["WSEC"+code] = wait
	}
	for _, e := range append(Catalogue(), Entry{Code: "WSEC0048"}, Entry{Code: "XYZ"}) {
		then, listed := want[e.Code]
		if !listed {
			then = unknown
		}
		if got := verdictOf(codeError(e.Code, 0)); got != then {
			t.Errorf("%s: a submit may %s, want %s", e.Code, got, then)
		}
		if got := verdictOf(codeError(e.Code, 7)); got != unknown {
			t.Errorf("%s with a job number: a submit may %s", e.Code, got)
		}
	}
}

func TestNormalise(t *testing.T) {
	for given, want := range map[string]string{
		"WSRC001": "WSRC0001", "wsrc1": "WSRC0001", " WSVRC0003\n": "WSVRC003", "WSVRC3": "WSVRC003",
		"WCEC0999": "WSEC0999", "wcec999": "WSEC0999", "WSRC0043": "WSEC0043", "WSRC043": "WSEC0043",
		"vrf01": "VRF1", "RC6": "RC006", "WSEC12345": "WSEC12345", "WSEC99999999999999999999": "WSEC99999999999999999999",
		"WSEC": "WSEC", "local-net": "LOCAL-NET", "E-17": "E-17", "": "", "17": "17",
	} {
		if got := Normalise(given); got != want {
			t.Errorf("Normalise(%q) = %q, want %q", given, got, want)
		}
		if again := Normalise(Normalise(given)); again != want {
			t.Errorf("twice: %q", again)
		}
	}
	for _, e := range Catalogue() {
		if got, ok := Lookup(strings.ToLower(" " + e.Code)); !ok || got.Code != e.Code {
			t.Errorf("%s is not found in lower case", e.Code)
		}
	}
}

func TestUnknownCodesAreKept(t *testing.T) {
	e, ok := Lookup(" WSRC0027 ")
	if ok || e.Code != "WSRC0027" || !strings.Contains(e.Meaning, "needs attention") || e.Who.Words() == "Nobody" {
		t.Errorf("got %+v, %t", e, ok)
	}
	if !IsLRS("WSRC0027") || !IsLRS("wsec0999") || IsLRS("LOCAL-NET") || IsLRS("E-17") || IsLRS("") {
		t.Error("the form of LRS's codes is not told")
	}
}

func TestWhoInWords(t *testing.T) {
	for who, want := range map[Who]string{WhoAO: "Your data team", WhoCentre: "The centre", WhoOps: "Your system support", WhoLRS: "The LRS service desk", WhoNobody: "Nobody"} {
		if got := who.Words(); got != want {
			t.Errorf("%s: %q", who, got)
		}
	}
}

func TestWhatDiffers(t *testing.T) {
	for flags, want := range map[string]string{
		"":                    "",
		"VRF1 VRF2 VRF3":      "The given name fits no name of this learner at LRS.",
		"VRF4 VRF5 VRF6":      "The family name fits no name of this learner at LRS.",
		"VRF1 VRF5":           "The given name and the family name are probably swapped.",
		"VRF1 VRF3 VRF5 VRF6": "The given name and the family name are probably swapped.",
		"VRF4 VRF5":           "The family name differs. The learner has probably changed it.",
		"VRF1 VRF2":           "The given name differs.",
		"VRF5 VRF6":           "The family name differs.",
		"vrf7 VRF8":           "The date of birth differs. The gender differs.",
		"VRF1 VRF2 VRF7":      "The given name differs. The date of birth differs.",
		"VRF9":                "Unknown flag VRF9.",
		"VRF2":                "The given name differs from the family name that LRS holds.",
	} {
		if got := WhatDiffers(strings.Fields(flags)); got != want {
			t.Errorf("%s: %q, want %q", flags, got, want)
		}
	}
}

// TestO11_OurFaultsWearNoLRSCode: every class that we see ourselves has a
// LOCAL- code, and no code of LRS's stands in the source, so none can come
// from anywhere but the wire. codes.csv is only looked up.
func TestO11_OurFaultsWearNoLRSCode(t *testing.T) {
	for class := OurFault; class <= SOAPFault; class++ {
		x := exchange{op: submitBatch}
		var failure *Error
		if !errors.As(x.complete(&Error{Class: class}), &failure) || !strings.HasPrefix(failure.Code, "LOCAL-") || IsLRS(failure.Code) {
			t.Errorf("%s wears %q", class, failure.Code)
		}
	}
	for _, code := range localCodes(t) {
		if IsLRS(code) {
			t.Errorf("%s looks like LRS's", code)
		}
	}
	like := regexp.MustCompile(`(?i)(WSEC|WSRC|WSVRC|WCEC)\d`)
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		if found := literals(file, like); len(found) > 0 {
			t.Errorf("%s holds %q", path, found)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}
