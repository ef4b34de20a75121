package answer

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestBaseName(t *testing.T) {
	tests := []struct {
		name     string
		original string
		number   int
		want     string
	}{
		{"plain", "July.csv", 1, "July.csv"},
		{"second of a name", "July.csv", 2, "July.csv.2"},
		{"letters and spaces", "Juillet été (final).csv", 1, "Juillet été (final).csv"},
		{"F27 path", "../../etc/passwd", 1, "_.._.._etc_passwd"},
		{"F27 Windows path", `C:\temp\a.csv`, 1, "C__temp_a.csv"},
		{"F27 Windows characters", `a<b>c"d|e?f*g.csv`, 1, "a_b_c_d_e_f_g.csv"},
		{"F27 line break", "a\r\nb.csv", 1, "a__b.csv"},
		{"F27 NUL", "a\x00b.csv", 1, "a_b.csv"},
		{"F27 not UTF-8", "Zo\xeb.csv", 1, "Zo_.csv"},
		{"F27 reversed text", "a\u202evsc.exe", 1, "a_vsc.exe"},
		{"F27 device", "NUL.csv", 1, "_NUL.csv"},
		{"F27 device in small letters", "con", 1, "_con"},
		{"F27 device and space", "aux .csv", 1, "_aux .csv"},
		{"F27 port", "COM1.csv", 1, "_COM1.csv"},
		{"F27 port with a small digit", "lpt².csv", 1, "_lpt².csv"},
		{"no device", "CONSOLE.csv", 1, "CONSOLE.csv"},
		{"no port", "COM10.csv", 1, "COM10.csv"},
		{"hidden", ".htaccess", 1, "_.htaccess"},
		{"empty", "", 1, "_"},
		{"dots", "..", 2, "_...2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := BaseName(test.original, test.number); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestF27_LongNamesAreCutAndStayApart(t *testing.T) {
	exact := strings.Repeat("a", MaxName)
	if got := BaseName(exact, 1); got != exact {
		t.Errorf("a name of %d bytes became %q", MaxName, got)
	}
	one, other := BaseName(exact+"1.csv", 1), BaseName(exact+"2.csv", 1)
	if len(one) != MaxName || one == other || one[:MaxName-9] != exact[:MaxName-9] {
		t.Errorf("got %q and %q", one, other)
	}
	letters := BaseName(strings.Repeat("é", 127), 3)
	if !utf8.ValidString(letters) || len(letters) > MaxName+2 || !strings.HasSuffix(letters, ".3") {
		t.Errorf("got %q", letters)
	}
}

func TestNamesOfOutputs(t *testing.T) {
	n := Names(BaseName("July.csv", 2))
	tests := map[string]string{
		n.Status():              "July.csv.2.status.json",
		n.Report():              "July.csv.2.report.html",
		n.Result(1):             "July.csv.2.result.csv",
		n.Result(2):             "July.csv.2.result.2.csv",
		n.Errors(1):             "July.csv.2.errors.csv",
		n.Errors(3):             "July.csv.2.errors.3.csv",
		n.Review(1):             "July.csv.2.review.csv",
		n.LRSErrors("K7Q2-A1"):  "July.csv.2.lrs-errors.K7Q2-A1.txt",
		Names("July.csv").Key(): "july.csv",
	}
	for got, want := range tests {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestF27_KeyOfANameIsTheSameInEveryNormalForm(t *testing.T) {
	if a, b := Names("Zo\u00eb.csv").Key(), Names("ZOe\u0308.CSV").Key(); a != b {
		t.Errorf("%q and %q", a, b)
	}
}

func FuzzBaseName(f *testing.F) {
	for _, seed := range []string{"July.csv", "", "..", "NUL", "a/b", "\xff", strings.Repeat("é", 127)} {
		f.Add(seed, 1)
	}
	f.Fuzz(func(t *testing.T, original string, number int) {
		base := BaseName(original, number)
		status := Names(base).Status()
		if !utf8.ValidString(base) || strings.ContainsAny(base, "<>:\"/\\|?*\x00\r\n") || base[0] == '.' || len(status) > 255 {
			t.Errorf("%q became %q", original, base)
		}
	})
}
