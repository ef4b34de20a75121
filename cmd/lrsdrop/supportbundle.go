package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/dustin/go-humanize"
	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
)

type bundleOptions struct {
	file    string
	offline bool
}

func newSupportBundle(g *global) *cobra.Command {
	var opts bundleOptions
	cmd := &cobra.Command{
		Use:   "support-bundle FILE",
		Short: "Write what support needs to a zip file",
		Long: "support-bundle writes a zip file with what support asks for first: version and system, the configuration as far\n" +
			"as it names nobody, what lrsdrop check --connect says, how the daemon and its folders are, counts of the\n" +
			"store, whether the audit is whole, the room on disks, and the end of the log where it goes to a file.\n\n" +
			"No password, no key and no learner's detail is in it, and no name of a file: some are named after learners,\n" +
			"so files go by their ids. Staff are not named either. It is all text: look into it before you send it.\n" +
			"It works while a daemon runs, without one, and with a configuration that is refused.",
		Example: "  lrsdrop support-bundle support.zip\n  lrsdrop support-bundle --offline support.zip",
		Args:    oneArgument("the zip file to write"),
		RunE: func(cmd *cobra.Command, args []string) error {
			opts.file = args[0]
			return runSupportBundle(cmd.Context(), g, opts)
		},
	}
	cmd.Flags().BoolVar(&opts.offline, "offline", false, "try no folder, no server and no service of LRS")
	return cmd
}

const bundleReadme = `What support needs to know of an installation of lrsdrop, written by lrsdrop support-bundle.

It has no secret, no learner's detail, no name of a file and no name of a person. Files go by their ids, which
lrsdrop status FILE-ID explains on the machine itself. A part that could not be made says why.

`

func runSupportBundle(ctx context.Context, g *global, opts bundleOptions) error {
	b := bundle{g: g, ctx: ctx, opts: opts}
	var read error
	b.config, read = g.load()
	if problems, ok := errors.AsType[config.Problems](read); ok {
		b.problems, b.refused = problems, true
		b.config, _ = config.Outline(g.path())
	} else if read != nil && b.config == nil {
		b.unread = read.Error()
	} else {
		b.problems = b.config.Problems
	}
	b.hide = b.hidden()
	body, parts, err := b.zip()
	if err != nil {
		return err
	}
	if err := writeNew(opts.file, body); err != nil {
		return err
	}
	_, err = fmt.Fprintf(g.out, "%s has %d parts, %s. It has no secret, no learner's detail and no name of a file.\n"+
		"Look into it before you send it to support.\n", opts.file, parts, humanize.IBytes(uint64(len(body))))
	return err
}

// writeNew writes a file that must not be there yet, whole and private.
func writeNew(path string, body []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600) // #nosec G304 -- who runs the command names the file
	if errors.Is(err, fs.ErrExist) {
		return usage(fmt.Errorf("%s is there already, and is not overwritten: name another file", path))
	}
	if err != nil {
		return err
	}
	_, err = f.Write(body)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(path))
	}
	return nil
}

// bundle is one that is being made. Each part is made whatever becomes of the
// others.
type bundle struct {
	g        *global
	ctx      context.Context
	opts     bundleOptions
	config   *config.Config // nil: not even an outline of it can be read
	problems config.Problems
	refused  bool   // the configuration cannot be used
	unread   string // why nothing of it could be read
	hide     hider
}

func (b *bundle) zip() (body []byte, parts int, err error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	readme := []byte(bundleReadme)
	all := b.parts()
	for _, p := range all {
		made, err := p.make()
		text := b.hide.in(made)
		if err != nil {
			text = b.hide.in([]byte("This part could not be made: " + err.Error() + "\n"))
		}
		if err := add(w, p.name, text); err != nil {
			return nil, 0, err
		}
		readme = fmt.Appendf(readme, "%-20s %s\n", p.name, p.what)
	}
	if err := add(w, "README.txt", readme); err != nil {
		return nil, 0, err
	}
	if err := w.Close(); err != nil {
		return nil, 0, err
	}
	return out.Bytes(), len(all) + 1, nil
}

func add(w *zip.Writer, name string, text []byte) error {
	f, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Now()})
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	return err
}

func asJSON(v any, err error) ([]byte, error) {
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	err = enc.Encode(v)
	return out.Bytes(), err
}

// logFile is the file that the log goes to; "" means none.
func (b *bundle) logFile() string {
	if b.config == nil {
		return ""
	}
	if b.config.Log.File != "" {
		return b.config.Log.File
	}
	return filepath.Join(filepath.Dir(b.config.File), "logs", "lrsdrop.log") // of a service of Windows
}
