package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"

	"lrsdrop/examples"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// play is one file of the demo and the end it must come to.
type play struct {
	organisation, name string
	about              string
	state              store.FileState
	rows               map[string]int
	grows              func(records int) (rows string) // more rows, for --records
	good               record.Outcome                  // what becomes of those

	end fileStatus // what it came to
}

// demoFiles lists what the demo drops.
func demoFiles() []*play {
	return []*play{
		{
			organisation: "acme", name: "July-awards.csv", about: "10 awards; some learners are not as LRS knows them",
			state: store.Held, rows: map[string]int{"accepted": 4, "held": 3, "unverified": 2, "rejected": 1},
			grows: moreAwards, good: record.Accepted,
		}, {
			organisation: "acme", name: "New-learners.csv", about: "5 learners to verify",
			state: store.Done, rows: map[string]int{"matched": 1, "linked": 1, "review": 1, "no_match": 1, "not_found": 1},
			grows: moreLearners, good: record.Matched,
		}, {
			organisation: "beta", name: "Spring-awards.xml", about: "3 awards, as XML",
			state: store.Done, rows: map[string]int{"accepted": 3},
		}, {
			organisation: "beta", name: "Check-learners.xml", about: "2 learners to verify, as XML",
			state: store.Done, rows: map[string]int{"matched": 2},
		}, {
			organisation: "beta", name: "Saved-by-Excel.csv", about: "5 awards, 4 of them damaged by a spreadsheet",
			state: store.Done, rows: map[string]int{"accepted": 1, "invalid": 4},
		},
	}
}

// drop brings the files to the inboxes, whole at once, as an export should.
func (s *stage) drop(ctx context.Context, plays []*play, records int) error {
	for _, p := range plays {
		content, err := fs.ReadFile(examples.Demo(), path.Join(p.organisation, p.name))
		if err != nil {
			return err
		}
		if p.grows != nil && records > 0 {
			content = p.grow(content, records)
		}
		if s.sftp != nil {
			err = s.upload(ctx, p, content)
		} else {
			err = s.copy(p, content)
		}
		if err != nil {
			return fmt.Errorf("drop %s: %w", p.name, err)
		}
	}
	return nil
}

// copy writes a file under a hidden name and renames it.
func (s *stage) copy(p *play, content []byte) error {
	inbox := s.inbox(p.organisation)
	hidden := filepath.Join(inbox, "."+p.name)
	if err := os.WriteFile(hidden, content, 0o600); err != nil {
		return err
	}
	return os.Rename(hidden, filepath.Join(inbox, p.name))
}

func (s *stage) inbox(organisation string) string {
	for _, o := range s.fixture.Organisations {
		if o.ID == organisation {
			return o.Inbox
		}
	}
	return ""
}

func (s *stage) outbox(organisation string) string {
	for _, o := range s.fixture.Organisations {
		if o.ID == organisation {
			return o.Outbox
		}
	}
	return ""
}

// grow adds rows to a file and says so in its header, if it has one.
func (p *play) grow(content []byte, records int) []byte {
	total := 0
	for _, n := range p.rows {
		total += n
	}
	counted := fmt.Appendf(nil, "\n%d,RN0000,", total)
	content = bytes.Replace(content, counted, fmt.Appendf(nil, "\n%d,RN0000,", total+records), 1)
	p.rows[p.good.String()] += records
	p.about += fmt.Sprintf(", and %s more", record.Thousands(int64(records)))
	return append(content, p.grows(records)...)
}

func moreAwards(records int) string {
	var b bytes.Buffer
	for i, uln := range ulns(records) {
		fmt.Fprintf(&b, "ACM-A%07d,%s,610/5596/7,2025-06-30,Pass,Given%s,Family%s,2001-02-03,1,\n", i, uln, letters(i), letters(i))
	}
	return b.String()
}

func moreLearners(records int) string {
	var b bytes.Buffer
	for i, uln := range ulns(records) {
		fmt.Fprintf(&b, "ACM-L%07d,%s,Family%s,Given%s,2001-02-03,1\n", i, uln, letters(i), letters(i))
	}
	return b.String()
}

// ulns makes possible learner numbers that no fixed learner has.
func ulns(n int) []string {
	all := make([]string, 0, n)
	for stem := 300_000_000; len(all) < n; stem++ {
		for digit := range 10 {
			if uln := strconv.Itoa(stem) + strconv.Itoa(digit); record.ValidULN(uln) {
				all = append(all, uln)
				break
			}
		}
	}
	return all
}

// letters writes a number without digits, which a name should not have.
func letters(n int) string {
	s := []byte(strconv.Itoa(n))
	for i := range s {
		s[i] += 'a' - '0'
	}
	return string(s)
}
