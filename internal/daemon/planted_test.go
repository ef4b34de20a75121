package daemon_test

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/pem"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// What must not get about is planted: each value has a word in it that stands
// nowhere else, whose letters after the stem say whose it is and what. So a
// value is found whatever was done to what surrounds the word.
const stem = "Zvorqixel"

// kind is what a planted value is.
type kind byte

const (
	aName     kind = 'n' // of a learner: given, family, previous
	aBirth    kind = 'b' // and other details that a row has: the birth date, the postcode
	aULN      kind = 'u'
	anID      kind = 'm' // of the client's MIS
	aReason   kind = 'r' // of a withdrawal
	aCell     kind = 'c' // of a column that nobody knows
	aFileName kind = 'f'
	aHeading  kind = 'h' // what a header says: the name of a column, an e-mail address, an organisation
	aNote     kind = 'o' // that a person made on a decision
	aPerson   kind = 'p' // of the client's staff
	aSecret   kind = 's'
	heldByLRS kind = 'l' // what LRS knows of a learner and the client does not
	saidByLRS kind = 'e' // what LRS, or something on the way, says of its own accord
)

// Whose a planted value is.
const noOne = 'x'

func mark(org int) byte { return byte('a' + org) }

// seed makes a value of a kind. It has in it whatever is written differently
// in HTML, JSON, CSV, URLs and logs.
func seed(who byte, k kind) string { return word(who, k) + `'&"ü` + markup }

// markup is what no page may have as it is.
const markup = "<i>"

// word is a planted value of letters alone.
func word(who byte, k kind) string { return stem + string(who) + string(k) }

// finding is a planted value in a place.
type plantedAt struct {
	who  byte
	kind kind
	how  string // it is written, unless as it is
	near string
}

var stems = regexp.MustCompile(`(?i)` + stem + `([a-zA-Z])([a-zA-Z])`)

// garden is all that a test has planted.
type garden struct {
	exact map[string]plantedAt // what has no word in it, such as numbers and dates
	coded map[string]string    // the stem as it looks in base64, hex and UTF-16
}

func newGarden() *garden {
	g := &garden{exact: map[string]plantedAt{}, coded: map[string]string{}}
	for _, form := range []string{stem, strings.ToLower(stem), strings.ToUpper(stem)} {
		for written, how := range disguises(form) {
			g.coded[written] = how
		}
	}
	return g
}

// disguises are a text in the encodings that hide it from who reads.
func disguises(text string) map[string]string {
	all := map[string]string{hex.EncodeToString([]byte(text)): "hex", strings.ToUpper(hex.EncodeToString([]byte(text))): "hex"}
	for before := range 3 { // how many bytes stand before it in its group of three
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			whole := encoding.EncodeToString(append(make([]byte, before), text...))
			from, end := (before*8+5)/6, (before+len(text))*8/6 // what no neighbour changes
			all[whole[from:end]] = "base64"
		}
	}
	var little, big strings.Builder
	for _, unit := range utf16.Encode([]rune(text)) {
		little.WriteByte(byte(unit))
		little.WriteByte(byte(unit >> 8))
		big.WriteByte(byte(unit >> 8))
		big.WriteByte(byte(unit))
	}
	all[little.String()], all[big.String()] = "UTF-16", "UTF-16"
	return all
}

// add plants a text as it is, and in disguise.
func (g *garden) add(who byte, k kind, texts ...string) {
	for _, text := range texts {
		g.exact[text] = plantedAt{who: who, kind: k}
		for written, how := range disguises(text) {
			g.exact[written] = plantedAt{who: who, kind: k, how: how}
		}
	}
}

// addDate plants a date in the ways that it may be written.
func (g *garden) addDate(who byte, k kind, date string) {
	year, month, day := date[:4], date[5:7], date[8:]
	g.add(who, k, date, year+month+day, day+"/"+month+"/"+year, day+"."+month+"."+year)
}

// addKey plants the lines of a private key.
func (g *garden) addKey(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	must(t, err)
	block, _ := pem.Decode(text)
	if block == nil {
		t.Fatalf("%s is no key", path)
	}
	const some = 24 // bytes, which no other text has
	secret := block.Bytes[len(block.Bytes)/2:]
	g.add(noOne, aSecret, string(secret[:min(some, len(secret))]))
}

// in finds whatever is planted in a text.
func (g *garden) in(text string) (all []plantedAt) {
	for _, at := range stems.FindAllStringSubmatchIndex(text, -1) {
		all = append(all, plantedAt{who: text[at[2]] | 0x20, kind: kind(text[at[4]] | 0x20), near: around(text, at[0])})
	}
	for written, how := range g.coded {
		if at := strings.Index(text, written); at >= 0 {
			all = append(all, plantedAt{who: noOne, kind: aSecret, how: how, near: around(text, at)})
		}
	}
	for written, what := range g.exact {
		if at := strings.Index(text, written); at >= 0 {
			what.near = around(text, at)
			all = append(all, what)
		}
	}
	return all
}

func around(text string, at int) string {
	return fmt.Sprintf("%q", text[max(0, at-80):min(len(text), at+60)])
}

// surface is a place where people or programs look, and what may stand there.
type surface struct {
	name string
	text string
	who  byte // whose it is; 0 is everybody's
	may  string
}

// clean reports each planted value that a place must not have, once a kind.
func (g *garden) clean(t *testing.T, places []surface) {
	t.Helper()
	for _, p := range places {
		told := map[string]bool{}
		for _, found := range g.in(p.text) {
			foreign := p.who != 0 && found.who != p.who && found.who != noOne
			if strings.IndexByte(p.may, byte(found.kind)) >= 0 && found.how == "" && !foreign {
				continue
			}
			if of := fmt.Sprintf("%c of %c %s", found.kind, found.who, found.how); !told[of] {
				told[of] = true
				t.Errorf("%s shows %s: %s", p.name, of, found.near)
			}
		}
	}
}

// What is planted is found however it is written.
func TestPlantedValuesAreFoundHoweverTheyAreWritten(t *testing.T) {
	g := newGarden()
	g.add('a', aULN, "3000000019")
	g.addDate('a', aBirth, "1957-11-23")
	for _, text := range []string{
		word('b', aName), strings.ToUpper(word('b', aName)), "x" + strings.ToLower(word('b', aSecret)),
		base64.StdEncoding.EncodeToString([]byte("user:" + seed('a', aSecret))), base64.StdEncoding.EncodeToString([]byte("users:" + seed('a', aSecret))),
		base64.URLEncoding.EncodeToString([]byte("\x00lrsdrop\x00" + seed('a', aSecret))), hex.EncodeToString([]byte(seed('a', aName))),
		fmt.Sprintf("%X", seed('a', aName)), string(slices.Concat([]byte("<\x00"), []byte("Z\x00v\x00o\x00r\x00q\x00i\x00x\x00e\x00l\x00"))),
		"the ULN 3000000019.", "23/11/1957", "19571123", base64.StdEncoding.EncodeToString([]byte("born 1957-11-23")),
	} {
		if len(g.in(text)) == 0 {
			t.Errorf("not found in %q", text)
		}
	}
	if found := g.in("nothing of it: Zvorq 3000000027"); len(found) > 0 {
		t.Errorf("%+v", found)
	}
}
