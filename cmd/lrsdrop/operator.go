package main

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"lrsdrop/internal/lrs"
	"lrsdrop/internal/pipeline"
	"lrsdrop/internal/record"
	"lrsdrop/internal/store"
)

// maxNote is the longest note, in characters.
const maxNote = 500

// operatorFlags adds --by and --note, which every command that decides
// something asks for.
func operatorFlags(cmd *cobra.Command, who *pipeline.Operator) {
	cmd.Flags().StringVar(&who.By, "by", "", "your name; the account you are signed in with is recorded beside it")
	cmd.Flags().StringVar(&who.Note, "note", "", "why, for the audit; name no learner in it")
	for _, name := range []string{"by", "note"} {
		if err := cmd.MarkFlagRequired(name); err != nil {
			panic(err) // the flag was just defined
		}
	}
}

// tenDigits is what a ULN looks like.
var tenDigits = regexp.MustCompile(`[0-9]{10}`)

// identify checks who acts, and adds the account of the operating system.
func identify(who *pipeline.Operator) error {
	who.By, who.Note = strings.TrimSpace(who.By), strings.TrimSpace(who.Note)
	switch {
	case who.By == "" || utf8.RuneCountInString(who.By) > record.MaxUserName || control(who.By):
		return usage(fmt.Errorf("--by is your name, in at most %d characters", record.MaxUserName))
	case who.Note == "" || utf8.RuneCountInString(who.Note) > maxNote || control(who.Note):
		return usage(fmt.Errorf("--note says why, on one line of at most %d characters", maxNote))
	case tenDigits.MatchString(who.Note):
		return usage(errors.New("--note has a number of ten digits, which may be a ULN. Notes are kept for years: name no learner in them"))
	}
	who.Account = account()
	return nil
}

func control(s string) bool {
	return !utf8.ValidString(s) || strings.ContainsFunc(s, unicode.IsControl)
}

// account is who runs this program, as the operating system says. With sudo
// that is the person before it, too.
func account() string {
	name := "uid:" + strconv.Itoa(os.Getuid())
	if u, err := user.Current(); err == nil && u.Username != "" {
		name = u.Username
	}
	if before := os.Getenv("SUDO_USER"); before != "" && !control(before) {
		name += " (sudo of " + before + ")"
	}
	return name
}

// fileID reads the id of a file as people type it.
func fileID(given string) string { return strings.ToUpper(strings.TrimSpace(given)) }

// refusedWords gives the error of a command the exit code it has: the data may
// forbid it, and a file or batch may not be there.
func refusedWords(err error, what string) error {
	switch {
	case err == nil:
		return nil
	case errors.As(err, new(*pipeline.Forbidden)):
		return &exit{exitData, err}
	case errors.Is(err, store.ErrNotFound):
		return usage(fmt.Errorf("there is no %s here. lrsdrop status lists the latest", what))
	case errors.Is(err, pipeline.ErrPasswordRefused):
		return usage(err)
	}
	return lrsWords(err)
}

// lrsWords adds to an error of LRS what to do about it.
func lrsWords(err error) error {
	failure, ok := errors.AsType[*lrs.Error](err)
	if !ok {
		return err
	}
	entry, _ := lrs.Lookup(failure.Code)
	if entry.Retry == lrs.RetryLater || entry.Retry == lrs.RetryLimited {
		return fmt.Errorf("%w\n%s Try again in a while. If it goes on, run lrsdrop check --connect", err, entry.Meaning)
	}
	return fmt.Errorf("%w\n%s: %s\n%s: %s", err, failure.Code, entry.Meaning, entry.Who.Words(), entry.Action)
}
