package main

import (
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
	"lrsdrop/internal/service"
)

func newServiceInstall(g *global) *cobra.Command {
	return &cobra.Command{
		Use:   "install",
		Short: "Make lrsdrop a service that starts with the machine",
		Long: "install makes lrsdrop a service that starts with the machine, and does not start it yet. It may be run again: it\n" +
			"then sets the service up as this version of the program has it. It needs root, or an administrator.\n\n" +
			"With systemd it adds the account lrsdrop if it is missing and writes the unit that the packages ship. On Windows it\n" +
			"also adds the source for the Event Log, and closes %ProgramData%\\lrsdrop to all but the service, administrators\n" +
			"and the system. Run it again when stop_grace has grown, so that a shutdown of Windows waits as long.",
		Example: "  lrsdrop service install",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return serviceWords(runServiceInstall(g)) },
	}
}

func runServiceInstall(g *global) error {
	d, c, err := g.define()
	if err != nil {
		return err
	}
	m, err := service.NewManager(d)
	if err != nil {
		return err
	}
	if err := m.Install(); err != nil {
		return err
	}
	fmt.Fprintf(g.out, "The service %s is installed and starts with the machine.\n", service.Name)
	for _, what := range m.Unknown() {
		fmt.Fprintf(g.out, "This system cannot do one thing for it: %s.\n", what)
	}
	if c == nil {
		_, err = fmt.Fprintf(g.out, "There is no configuration yet that can be used at %s: see lrsdrop check.\nThen start the service: lrsdrop service start\n", d.Config)
		return err
	}
	if runtime.GOOS != "windows" {
		tellDropIn(g.out, c)
	} else {
		tellRights(g.out, c, d.DataDir)
	}
	_, err = fmt.Fprintln(g.out, "Start it now: lrsdrop service start")
	return err
}

// tellDropIn says what the unit does not let the daemon write to yet.
func tellDropIn(out io.Writer, c *config.Config) {
	var outside []string
	for _, dir := range folders(c) {
		if !service.MayWrite(dir) {
			outside = append(outside, dir)
		}
	}
	if len(outside) == 0 {
		return
	}
	fmt.Fprintf(out, "\nThe service may not write to these folders of the configuration yet:\n  %s\n"+
		"Let it, with systemctl edit %s and these lines:\n  [Service]\n  ReadWritePaths=%s\n",
		strings.Join(outside, "\n  "), service.Name, strings.Join(quoted(outside), " "))
	if slices.ContainsFunc(outside, func(dir string) bool { return service.BelowHome(dir) }) {
		fmt.Fprintln(out, "  ProtectHome=no")
	}
	fmt.Fprintln(out)
}

// tellRights names the folders that an administrator gives the service rights
// on: those outside its data folder.
func tellRights(out io.Writer, c *config.Config, own string) {
	outside := slices.DeleteFunc(folders(c), func(dir string) bool {
		rel, err := filepath.Rel(own, dir)
		return err == nil && filepath.IsLocal(rel)
	})
	if len(outside) == 0 {
		return
	}
	fmt.Fprintf(out, "\nIts account is NT SERVICE\\%s. Give it the right to modify these folders, and the clerks theirs:\n", service.Name)
	for _, dir := range outside {
		fmt.Fprintf(out, "  icacls \"%s\" /grant \"NT SERVICE\\%s:(OI)(CI)M\"\n", dir, service.Name)
	}
	fmt.Fprintln(out)
}

// folders are what the daemon writes to on this machine, each once.
func folders(c *config.Config) []string {
	all := []string{c.StateDir}
	for _, file := range []string{c.AuditHeads, c.Journal, c.Log.File} {
		if file != "" {
			all = append(all, filepath.Dir(file))
		}
	}
	for _, o := range c.Organisations {
		for _, in := range o.Inboxes {
			all = append(all, in.Path)
		}
		all = append(all, o.Outbox.Path, o.Archive)
	}
	all = slices.DeleteFunc(all, func(dir string) bool { return dir == "" })
	slices.Sort(all)
	return slices.Compact(all)
}

// quoted puts names with spaces in quotes, and doubles what systemd would
// replace.
func quoted(dirs []string) (all []string) {
	for _, dir := range dirs {
		dir = strings.ReplaceAll(dir, "%", "%%")
		if strings.ContainsAny(dir, " \t") {
			dir = `"` + dir + `"`
		}
		all = append(all, dir)
	}
	return all
}
