package folder

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"lrsdrop/internal/disk"
)

// lowSpace is when a folder counts as nearly full: a few large files and their
// answers still fit.
const lowSpace = 256 << 20

// check is one step of a probe.
type check struct {
	what string
	do   string // advice if it fails
	try  func(context.Context, *os.Root) error
}

// Probe implements [Upkeep].
func (l *Local) Probe(ctx context.Context) []Finding {
	p := probing{l: l, a: l.temporaryName(), b: l.temporaryName(), moved: l.temporaryName()}
	var findings []Finding
	err := l.inside(ctx, "open the folder", func(root *os.Root) error {
		findings = append(findings, Finding{What: "open the folder " + l.path, OK: true})
		defer p.clean(root)
		for _, c := range p.checks() {
			f := Finding{What: c.what + " in " + l.path, OK: true}
			if err := c.try(ctx, root); err != nil {
				f = Finding{What: f.What, Why: err.Error(), Do: c.do}
			}
			if findings = append(findings, f); !f.OK {
				return nil
			}
		}
		return nil
	})
	if err != nil {
		findings = append(findings, Finding{What: "open the folder " + l.path, Why: err.Error(), Do: adviceAway(err)})
	}
	return findings
}

func adviceAway(err error) string {
	if errors.Is(err, fs.ErrPermission) {
		return "Give the account that runs lrsdrop the right to list, read, write and delete in this folder."
	}
	return "Check that the path is right and, if it is a share, that it is mounted for the account that runs lrsdrop. " +
		"A Windows service cannot see mapped drives: use the share's full name."
}

// probing holds the names that a probe uses; all are hidden from watchers.
type probing struct {
	l           *Local
	a, b, moved string
}

func (p probing) checks() []check {
	return []check{
		{"list the files", "Give the account that runs lrsdrop the right to list this folder.", p.list},
		{"create a file", "Give the account that runs lrsdrop the right to create files in this folder.", p.create},
		{"publish without overwriting", "This file system can neither rename without overwriting nor link. Use another volume or share for this folder.", p.publish},
		{"replace a file", "Give the account that runs lrsdrop the right to delete and rename files in this folder.", p.replace},
		{"claim a file", "Give the account that runs lrsdrop the right to create folders here and to move files into them.", p.claim},
		{"delete a file", "Give the account that runs lrsdrop the right to delete files in this folder.", p.remove},
		{"find free space", "Make room on this volume. Until then files wait and nothing is lost.", p.space},
	}
}

func (p probing) list(ctx context.Context, root *os.Root) error {
	_, err := namesAfter(ctx, root, "", 1)
	return err
}

func (p probing) create(ctx context.Context, root *os.Root) error {
	for _, name := range []string{p.a, p.b} {
		if _, err := writeTemporary(ctx, root, name, p.word); err != nil {
			return err
		}
	}
	return nil
}

func (p probing) word(w io.Writer) error {
	_, err := io.WriteString(w, "lrsdrop probe\n")
	return err
}

// publish renames onto a taken name, which must be refused, and a free one.
func (p probing) publish(_ context.Context, root *os.Root) error {
	if err := renameNew(root, p.a, p.b); !errors.Is(err, fs.ErrExist) {
		if err == nil {
			return errors.New("a rename overwrote a file that was there")
		}
		return err
	}
	return renameNew(root, p.a, p.moved)
}

func (p probing) replace(_ context.Context, root *os.Root) error {
	return root.Rename(p.moved, p.b)
}

func (p probing) claim(_ context.Context, root *os.Root) error {
	c := Claim{Owner: p.l.owner, ID: "probe-" + rand.Text(), Name: "probe"}
	defer func() {
		_ = discard(root, c.path()) // still there only if this check fails
		prune(root, c)
	}()
	if _, err := claim(root, p.b, c); err != nil {
		return err
	}
	return root.Rename(c.path(), p.a)
}

func (p probing) remove(_ context.Context, root *os.Root) error { return remove(root, p.a) }

func (p probing) space(_ context.Context, root *os.Root) error {
	v, err := disk.Look(root.Name())
	if err == nil && v.Sized && v.Free < lowSpace {
		return fmt.Errorf("only %d MiB are free", v.Free>>20)
	}
	return nil // what cannot be told is no trouble
}

// clean removes what a probe that failed half-way left.
func (p probing) clean(root *os.Root) {
	for _, name := range []string{p.a, p.b, p.moved} {
		_ = discard(root, name) // the failed check has said what is wrong
	}
}
