package folder

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"lrsdrop/internal/endpoint"
)

// remoteCheck is one step of a probe on a server. Its note says how the server
// does what was tried.
type remoteCheck struct {
	what string
	do   string // advice if it fails
	try  func(context.Context) (note string, err error)
}

// Probe implements [Upkeep]. An inbox is probed for what an inbox needs, any
// other folder for what an outbox needs.
func (f *SFTP) Probe(ctx context.Context) []Finding {
	var findings []Finding
	for _, c := range f.checks() {
		found := Finding{What: c.what + " in " + f.String(), OK: true}
		note, err := c.try(ctx)
		if err != nil {
			found = Finding{What: found.What, Why: err.Error(), Do: advice(err, c.do)}
		}
		found.Note = note
		if findings = append(findings, found); !found.OK {
			break
		}
	}
	return findings
}

// advice is what to do about a check that failed.
func advice(err error, otherwise string) string {
	switch {
	case errors.Is(err, endpoint.ErrDown):
		return "Check that the server can be reached from here and lets this login in."
	case errors.Is(err, ErrAway):
		return "Check that the path is right and that this login may enter it. A path that starts with a slash starts at the top of what the server shows to this login."
	}
	return otherwise
}

const adviceClaim = "Give this login the right to make folders here, to move files into them and to delete them there, or none to change anything. " +
	"A server that refuses without a reason may have a full disk."

func (f *SFTP) checks() []remoteCheck {
	list := remoteCheck{"list the files", "Give this login the right to list this folder.", f.probeList}
	if f.taken != nil {
		return []remoteCheck{list, {"claim a file", adviceClaim, f.probeClaim}}
	}
	return []remoteCheck{
		list,
		{"publish a file without overwriting", "Give this login the right to create, rename and delete files in this folder.", f.probePut},
		{"replace a file", "Give this login the right to delete and rename files in this folder.", f.probeReplace},
		{"find free space", "Make room on this volume. Until then answers wait and nothing is lost.", f.probeSpace},
	}
}

func (f *SFTP) probeList(ctx context.Context) (string, error) {
	entries, err := f.list(ctx, "", 100, func(string) bool { return false })
	if err != nil {
		return "", err
	}
	for _, e := range entries {
		if e.Regular && e.ModTime.IsZero() {
			return "the server tells no times: a file that changes and keeps its size is not noticed", nil
		}
	}
	return "", nil
}

// probeClaim finds out how files can be claimed, and tries it with a file of
// ours where one can be made.
func (f *SFTP) probeClaim(ctx context.Context) (string, error) {
	way, err := f.way(ctx)
	if err != nil {
		return "", err
	}
	if way == staying {
		return "files stay where they are, because this login may not move them" + remembered, nil
	}
	made, err := f.tryMove(ctx)
	switch {
	case err == nil:
		return "files are claimed by moving them into .claimed", nil
	case !made && firm(err):
		return "folders can be made here and files cannot, so whether files can be moved shows with the first one", nil
	case f.immovable(ctx, err):
		return "files stay where they are, because the server moves none" + remembered, nil
	}
	return "", err
}

const remembered = ". Each is remembered by name, size, time and content, and taken once. No second installation may watch this folder"

func word(w io.Writer) error {
	_, err := io.WriteString(w, "lrsdrop probe\n")
	return err
}

// probePut publishes a file and tries to overwrite it, which must be refused.
func (f *SFTP) probePut(ctx context.Context) (string, error) {
	name := f.temporaryName()
	defer f.forget(ctx, f.at(name))
	before := time.Now()
	if err := f.put(ctx, name, word); err != nil {
		return "", err
	}
	clock := f.clockNote(ctx, name, before)
	err := f.put(ctx, name, func(w io.Writer) error {
		_, err := io.WriteString(w, "another\n")
		return err
	})
	if !errors.Is(err, ErrExists) {
		return "", errors.Join(errors.New("a file that was there was overwritten"), err)
	}
	can, err := f.renames(ctx)
	if err != nil || can.Keeps {
		return clock, err
	}
	note, err := f.probeLink(ctx, name)
	return strings.Trim(note+"; "+clock, "; "), err
}

// clockNote tells how far the server's clock is from this machine's, if that is
// worth knowing. Servers tell whole seconds.
func (f *SFTP) clockNote(ctx context.Context, name string, before time.Time) string {
	e, err := f.stat(ctx, f.at(name), name)
	if err != nil || e.ModTime.IsZero() {
		return ""
	}
	switch ahead := outside(e.ModTime, before.Truncate(time.Second), time.Now()).Round(time.Second); {
	case ahead > clockNoted:
		return fmt.Sprintf("the server's clock is %s ahead of this machine's, so its times mislead", ahead)
	case ahead < -clockNoted:
		return fmt.Sprintf("the server's clock is %s behind this machine's, so its times mislead", -ahead)
	}
	return ""
}

// clockNoted is how far apart two clocks may be before that is told.
const clockNoted = time.Minute

// probeLink tells whether a second name for a file keeps us from overwriting.
func (f *SFTP) probeLink(ctx context.Context, name string) (string, error) {
	second := f.temporaryName()
	err := f.server.Link(ctx, f.at(name), f.at(second))
	if err == nil {
		f.forget(ctx, f.at(second))
	}
	if !endpoint.Refusal(err) {
		return "", err
	}
	return "a rename overwrites on this server, so we look first: let nobody else write files with names like ours there", nil
}

func (f *SFTP) probeReplace(ctx context.Context) (string, error) {
	name := f.temporaryName()
	defer f.forget(ctx, f.at(name))
	for range 2 {
		if err := f.replace(ctx, name, word); err != nil {
			return "", err
		}
	}
	can, err := f.renames(ctx)
	if err == nil && !can.Atomic && can.Keeps {
		return "the server cannot replace a file in one step: a status or report is not there for a moment while it is written anew", nil
	}
	return "", err
}

func (f *SFTP) probeSpace(ctx context.Context) (string, error) {
	space, err := f.server.Space(ctx, f.path)
	switch {
	case endpoint.Refusal(err):
		return "the server does not tell how much room there is", nil
	case err != nil:
		return "", err
	case space.ReadOnly:
		return "", errors.New("the volume is read-only")
	case space.Free < lowSpace:
		return "", fmt.Errorf("only %d MiB are free", space.Free>>20)
	}
	return "", nil
}
