package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"lrsdrop/internal/config"
)

func newInit(g *global) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:   "init",
		Short: "Write a commented first configuration and its folders",
		Long: "init writes lrsdrop.yaml with every key explained, an example mapping and the folders that they\n" +
			"name. It never overwrites a file.",
		Example: "  lrsdrop init\n  lrsdrop init --dir /etc/lrsdrop",
		Args:    noArguments,
		RunE:    func(*cobra.Command, []string) error { return runInit(g, dir) },
	}
	cmd.Flags().StringVar(&dir, "dir", ".", "folder to write to")
	return cmd
}

func runInit(g *global, dir string) error {
	written, err := config.Starter(dir)
	if errors.Is(err, fs.ErrExist) {
		return usage(fmt.Errorf("%s is there already, and nothing was written. Choose another folder with --dir", filepath.Join(dir, "lrsdrop.yaml")))
	}
	if err != nil {
		return err
	}
	for _, path := range written {
		fmt.Fprintln(g.out, "wrote", path)
	}
	file := filepath.Join(dir, "lrsdrop.yaml")
	_, err = fmt.Fprintf(g.out, "\nNext:\n"+
		"  1. Put in your organisation, its certificate and its password: edit %s\n"+
		"  2. Look for mistakes:            lrsdrop check --config %s\n"+
		"  3. Try folders and connections:  lrsdrop check --connect --config %s\n"+
		"  4. Start:                        lrsdrop run --config %s\n", file, file, file, file)
	return err
}
