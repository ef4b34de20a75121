package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/hex"
	"encoding/xml"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/google/uuid"
)

//go:embed lrsdrop.wxs
var wixSource string

// msi has wixl make the MSI, and sets what wixl knows no words for.
func (p *product) msi(ctx context.Context) (string, error) {
	core, err := p.version.windows()
	if err != nil {
		return "", err
	}
	folder, err := os.MkdirTemp(p.work, "msi-")
	if err != nil {
		return "", err
	}
	members, err := p.windows()
	if err != nil {
		return "", err
	}
	starter, err := p.starter(folder)
	if err != nil {
		return "", err
	}
	source := filepath.Join(folder, "lrsdrop.wxs")
	if err := p.wix(source, core, starter, members); err != nil {
		return "", err
	}
	target := filepath.Join(p.out, fmt.Sprintf("lrsdrop-%s-windows-amd64.msi", p.version.linux()))
	made := exec.CommandContext(ctx, "wixl", "--arch", "x64", "--output", target, source)
	// The component with the configuration: never overwritten (128), never taken
	// away (16), 64 bits (256).
	kept := exec.CommandContext(ctx, "msibuild", target, "-q",
		"UPDATE `Component` SET `Attributes` = 400 WHERE `Component` = 'Configuration'")
	numbered := exec.CommandContext(ctx, "msibuild", target, "-s",
		"lrsdrop "+p.version.linux(), "lrsdrop", "x64;1033", braced(p.version.id("package")))
	for _, cmd := range []*exec.Cmd{made, kept, numbered} {
		if err := said(cmd); err != nil {
			return "", fmt.Errorf("making the MSI: %w", err)
		}
	}
	return target, nil
}

// file is a file of the MSI. Each has a component of its own, as Windows
// Installer wants it.
type file struct{ ID, Name, Source, GUID string }

// folder is a folder below the programs.
type folder struct {
	ID, Name string
	Files    []file
}

// wix writes the source for wixl.
func (p *product) wix(target, core string, starter member, members []member) error {
	t, err := template.New("lrsdrop.wxs").Funcs(template.FuncMap{"x": escaped}).Parse(wixSource)
	if err != nil {
		return err
	}
	all, folders, err := p.arrange(filepath.Dir(target), members)
	if err != nil {
		return err
	}
	var text bytes.Buffer
	err = t.Execute(&text, map[string]any{
		"Product": braced(p.version.id("product")), "Upgrade": braced(upgradeCode), "Version": core, "Next": p.version.next(),
		"Text": p.version.text, "Starter": filepath.Base(starter.source), "StarterGUID": braced(lasting("configuration")),
		"Files": all, "Folders": folders,
	})
	if err != nil {
		return err
	}
	return os.WriteFile(target, text.Bytes(), 0o644)
}

// arrange puts the members into folders. wixl reads files below its own source
// alone, so they are linked to there.
func (p *product) arrange(beside string, members []member) (top []file, folders []folder, err error) {
	for _, m := range members {
		f := file{ID: "f" + hex.EncodeToString([]byte(m.name)), Name: short(path.Base(m.name)), GUID: braced(lasting(m.name))}
		f.Source = f.ID[:min(len(f.ID), 40)] + path.Base(m.name)
		if err := p.copied(m.source, filepath.Join(beside, f.Source)); err != nil {
			return nil, nil, err
		}
		switch dir := path.Dir(m.name); {
		case dir == ".":
			f.ID = m.name
			top = append(top, f)
		case len(folders) == 0 || folders[len(folders)-1].Name != dir:
			folders = append(folders, folder{ID: strings.ToUpper(dir), Name: dir, Files: []file{f}})
		default:
			last := &folders[len(folders)-1]
			last.Files = append(last.Files, f)
		}
	}
	return top, folders, nil
}

func (p *product) copied(from, to string) error {
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(to, data, 0o644), dated(to, p.version.when))
}

// lasting is the number of a component, the same in each version.
func lasting(of string) uuid.UUID { return uuid.NewSHA1(upgradeCode, []byte(of)) }

func braced(id uuid.UUID) string { return "{" + strings.ToUpper(id.String()) + "}" }

func escaped(text string) (string, error) {
	var b strings.Builder
	err := xml.EscapeText(&b, []byte(text))
	return b.String(), err
}
