package daemon_test

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// hostile is a file that somebody made to harm. It is written bit by bit: the
// test itself has not much memory either.
type hostile struct {
	name  string
	write func(w *bufio.Writer)
	state string
	code  string // of status.json; "" means any
}

const threeColumns = "ULN,GivenName,FamilyName\n"

// after writes a text, and then another one again and again, n bytes of it or
// a little less.
func after(start, again string, n int) func(*bufio.Writer) {
	return func(w *bufio.Writer) {
		_, _ = w.WriteString(start)
		for range n / len(again) {
			_, _ = w.WriteString(again)
		}
	}
}

// inBatch is a file of XML that repeats a text.
func inBatch(again string, n int) func(*bufio.Writer) {
	return func(w *bufio.Writer) {
		after("<AchievementBatch>", again, n)(w)
		_, _ = w.WriteString("</AchievementBatch>")
	}
}

// nested are elements inside each other, down to a depth.
func nested(depth int) string {
	inner := depth - 2 // below the batch and the record
	return "<Achievement>" + strings.Repeat("<a>", inner) + strings.Repeat("</a>", inner) + "</Achievement>"
}

func withAttributes(n int) string {
	var b strings.Builder
	b.WriteString("<Achievement")
	for i := range n {
		fmt.Fprintf(&b, ` xmlns:n%d="urn:%d"`, i, i)
	}
	return b.String() + "/>"
}

// hostileFiles are as large as the bounds allow, just beyond, or far beyond.
// size is how many bytes they have, and rows how many rows of a few bytes.
func hostileFiles(size, rows int) []hostile {
	return append(hostileXML(size), []hostile{
		{"columns.csv", after("ULN,GivenName,FamilyName"+strings.Repeat(",c", 4093)+"\n", "x"+strings.Repeat(",", 4095)+"\n", size), "done", ""},
		{"one column more.csv", after("ULN,GivenName,FamilyName"+strings.Repeat(",c", 4094)+"\n", "x\n", 2), "refused", "LOCAL-RECORD-SIZE"},
		{"full values.csv", after("ULN,GivenName,FamilyName,a,b,c,d,e,f,g,h,i,j,k,l\n", strings.Repeat(strings.Repeat("x", 64<<10)+",", 15)+"\n", size), "done", ""},
		{"full row.csv", after(threeColumns, strings.Repeat("x", 1<<20)+"\n", size), "done", "LOCAL-CELLS LOCAL-FIELD-SIZE"},
		{"one byte more.csv", after(threeColumns+"x,"+strings.Repeat("x", 1<<20), "\n", 1), "refused", "LOCAL-RECORD-SIZE"},
		{"endless.csv", after(threeColumns, "xxxxxxxxxxxxxxxx", 4*size), "refused", "LOCAL-RECORD-SIZE"},
		{"quotation marks.csv", after(threeColumns, `"`+strings.Repeat(`""`, 500_000)+`",,`+"\n", size), "done", ""},
		{"open quotation.csv", after(threeColumns, `"x`+"\n", size), "refused", ""},
		{"small rows.csv", after(threeColumns, "x\n", 2*rows), "done", "LOCAL-CELLS"},
		{"other problems.csv", after(threeColumns, "1,,\nx\n", 3*rows), "done", ""},
		{"other outcomes.csv", after(threeColumns, "1000000078,Alex,Example\nx\n", 13*rows), "done", ""},
		{"blank.csv", after(threeColumns, "\n", size), "refused", "LOCAL-NO-ROWS"},
		{"wide.csv", after("\xff\xfe", "x\x00\n\x00", size), "refused", "LOCAL-ENCODING"},
		{"packed.csv", func(w *bufio.Writer) {
			z := gzip.NewWriter(w)
			_, _ = io.CopyN(z, zeros{}, 256<<20)
			_ = z.Close()
		}, "refused", "LOCAL-FORMAT"},
		{"archive.csv", after("PK\x03\x04", "xxxx", 1<<20), "refused", "LOCAL-FORMAT"},
		{"decisions.csv", func(w *bufio.Writer) {
			_, _ = w.WriteString(strings.Join(reviewColumns, ",") + "\n")
			for n := range size / 1_000_000 {
				fmt.Fprintf(w, "%s%d,2%s\n", strings.Repeat("A", 999_900), n, strings.Repeat(",", len(reviewColumns)-2))
			}
		}, "done", ""},
		{"identifiers.csv", func(w *bufio.Writer) {
			_, _ = w.WriteString(awardColumns)
			for n := range 125 {
				_, _ = w.WriteString("#127" + strings.Repeat("-", n) + "," + award(n, goodReference))
			}
			_, _ = w.WriteString("," + award(125, goodReference) + "," + award(126, goodReference))
		}, "done", ""},
	}...)
}

func hostileXML(size int) []hostile {
	return []hostile{
		{"deep.xml", inBatch(nested(8), size/8), "done", ""},
		{"one level more.xml", inBatch(nested(9), size), "refused", "LOCAL-XML-DEPTH"},
		{"levels.xml", inBatch("<a>", size), "refused", ""},
		{"attributes.xml", inBatch(withAttributes(32), size), "done", ""},
		{"one attribute more.xml", inBatch(withAttributes(33), size), "refused", "LOCAL-XML"},
		{"million attributes.xml", after("<AchievementBatch", ` a="x"`, size), "refused", "LOCAL-XML"},
		{"laughs.xml", after(`<!DOCTYPE x [<!ENTITY a "haha">`, `<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">`, 1000), "refused", "LOCAL-XML-DTD"},
		{"comments.xml", inBatch("<!---->", size), "refused", "LOCAL-NO-ROWS"},
		{"instructions.xml", inBatch("<?a?>", size), "refused", "LOCAL-NO-ROWS"},
		{"references.xml", inBatch("<Achievement><GivenName>"+strings.Repeat("&#97;", 100_000)+"</GivenName></Achievement>", size), "done", ""},
		{"unknown.xml", inBatch("<Achievement>"+strings.Repeat("<b/>", 100_000)+"</Achievement>", size), "done", ""},
		{"names.xml", func(w *bufio.Writer) {
			_, _ = w.WriteString("<AchievementBatch>")
			for n := range size / (1 << 20) {
				name := fmt.Sprint(strings.Repeat("n", 520_000), n)
				fmt.Fprintf(w, "<Achievement><%s></%s></Achievement>", name, name)
			}
			_, _ = w.WriteString("</AchievementBatch>")
		}, "done", ""},
	}
}

// longFor waits for a file that takes its time, as what is hundreds of
// mebibytes does.
func (w *world) longFor(org int, base string) {
	w.t.Helper()
	for deadline := time.Now().Add(10 * time.Minute); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if s, ok := w.status(org, base); ok && s.Final {
			return
		}
	}
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

var reviewColumns = []string{"LRSDROP_File", "LRSDROP_Row", "MISIdentifier", "ULN", "GivenName", "FamilyName", "DateOfBirth", "ReturnedULN", "Code", "WhatDiffers",
	"WhatToDo", "ULNToUse", "Decision", "DecidedBy", "Note"}

// dropWritten is drop for a file that is written bit by bit.
func (w *world) dropWritten(org int, name string, write func(*bufio.Writer)) {
	w.t.Helper()
	path := filepath.Join(w.dir, name)
	f, err := os.Create(path)
	must(w.t, err)
	out := bufio.NewWriter(f)
	write(out)
	must(w.t, out.Flush())
	must(w.t, f.Close())
	w.drops = append(w.drops, dropped{org: org, name: name})
	must(w.t, os.Rename(path, filepath.Join(w.fixture.Organisations[org].Inbox, name)))
}

// crowd makes so many files with long names. Most are one and the same, under
// another name: that is quicker.
func crowd(t testing.TB, dir string, files int) {
	t.Helper()
	first := ""
	for n := range files {
		name := filepath.Join(dir, fmt.Sprintf("%s-%06d.csv", strings.Repeat("n", 200), n))
		if n%10_000 > 0 {
			must(t, os.Link(first, name))
			continue
		}
		first = name
		must(t, os.WriteFile(name, nil, 0o600))
	}
}

// The real daemon gets all of it at once, beside a hundred thousand files that
// it has to look after. It stays below the memory that the guide states, and the
// good file beside each is answered.
func TestF28_HostileFilesAreAnsweredWithinTheStatedMemory(t *testing.T) {
	t.Parallel()
	size, rows, most := 4<<20, 40_000, 48<<20
	if long() {
		size, rows, most = 40<<20, 2_000_000, 1<<30
	}
	young := inMemory(t)
	crowd(t, young, 100_000)
	w := prepare(t, worldOption{sim: slices.Concat(anybody, hurry), edit: func(yaml string) string {
		yaml = fmt.Sprintf("files: {max_bytes: %d}\n", most) + yaml
		return strings.Replace(yaml, "    inboxes:\n", "    inboxes:\n      - {path: "+young+", settle: 1h, poll: 5s}\n", 1)
	}})
	program, err := ordinary()
	must(t, err)
	p := launch(t, program, w.log, nil, victimRun, "--config", w.fixture.Config)
	t.Cleanup(p.kill)
	files := append(hostileFiles(size, rows), hostile{"sparse.csv", nil, "refused", ""})
	for i, h := range files {
		if h.write == nil { // a hole of more than any file may have
			h.write = func(*bufio.Writer) { must(t, os.Truncate(filepath.Join(w.dir, h.name), 1<<40)) }
		}
		w.dropWritten(i%2, h.name, h.write)
		w.drop(i%2, goodName(i), goodFile(fmt.Sprint("GOOD-", i)))
	}
	for i := range files {
		w.longFor(i%2, goodName(i))
		w.await(i%2, goodName(i), "done")
		w.expect(i%2, goodName(i), map[string]string{"2": "matched WSVRC001"})
	}
	for i, h := range files {
		w.longFor(i%2, h.name)
		got := w.await(i%2, h.name, "done", "refused", "held")
		if codes := codesOf(got); got.State != h.state || h.code != "" && codes != h.code {
			t.Errorf("%s is %s with %s, want %s with %s", h.name, got.State, codes, h.state, h.code)
		}
	}
	peak, stated := p.memory("VmHWM"), float64(statedMemory(t))
	t.Logf("%d hostile files: peak %.0f MiB of %.0f", len(files), peak, stated)
	if peak > stated {
		t.Errorf("the daemon took %.0f MiB, and the guide says %.0f", peak, stated)
	}
	must(t, p.terminate())
}
